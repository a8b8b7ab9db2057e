"""How good is it: curated cases, runs, measures, a scorecard and the plain baseline beside it."""
