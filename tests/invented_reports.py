# ruff: noqa: E501 (paragraphs of the reports stand on one line each)
"""Three tiny invented reports: one as a flattened text with all its parts, a digest, and a commentary copied from a web page."""

NORTHMOOR = """\
Quality & Impact inspection: the effectiveness of probation work in Northmoor

An inspection by HM Inspectorate of Probation May 2018

This publication is free to use under the Open Government Licence.

Contents

Foreword\t2
Key facts\t3
1. Judgements and recommendations\t4
Recommendations\t5
2. The quality of probation work in Northmoor\t6
Keeping people safe\t6
CRC effectiveness\t6
NPS effectiveness\t7
Preventing reoffending\t8
CRC effectiveness\t8
NPS effectiveness\t9
Appendix 1: How the inspection was done\t10
Appendix 2: Glossary\t11

Foreword

Northmoor is a county of moorland and small ports. Its two probation bodies share three offices and too few interview rooms. Neither body had counted how many appointments were lost to bus delays.

Key facts

Table 1: The size of probation work in Northmoor

Measure\tCRC\tNPS
People supervised\t2,140\t865
Staff in post\t96\t71
Share of cases with a woman\t18%\t9%

1. Judgements and recommendations

The CRC was rated ‘Requires improvement’ for keeping people safe, and the NPS was rated ‘Good’ for the same work.

Recommendations

The Community Rehabilitation Company should:
1. see every person released from prison within two working days
2. give each responsible officer no more than 45 cases
3. record a reason whenever an appointment is cancelled.

The National Probation Service should:
1. send pre-sentence reports to the CRC on the day of sentence
2. review each risk plan at least every 16 weeks.

2. The quality of probation work in Northmoor

Both bodies had a new computer system in the year before we came. Staff said it lost their notes.

Keeping people safe

The Community Rehabilitation Company (CRC) and the National Probation Service (NPS) manage different people. The work of each is told here in turn.

CRC effectiveness

The CRC visited homes in 31 per cent of the cases that needed a visit. Home visits were not made where the only officer was away on sick leave.

Responsible officers in the CRC held 62 cases each on average. One officer told us:

“I know the names on my list, but I could not tell you what half of them are doing this week.”

Good practice example: Marek was released from prison with nowhere to live. His officer drove him to a hostel in Port Ellery.

Marek kept every appointment after that. He now works at the harbour.

The CRC had not trained its new staff in child safeguarding.

NPS effectiveness

The NPS visited homes in 58 per cent of the cases that needed a visit. Risk plans in the NPS were reviewed on time in 4 cases out of 5.

The NPS worked closely with the police under Multi-Agency Public Protection Arrangements (MAPPA). Its officers met the police every fortnight.

Preventing reoffending

What prevents reoffending is dull and well known: a home, work, and somebody who notices.

CRC effectiveness

The barriers to finding work in Northmoor were:
• there were few buses before eight in the morning
• the harbour hired nobody with a conviction for theft
• courses at the college began only in September.

The CRC ran a painting workshop for 24 people.

NPS effectiveness

The NPS referred 112 people to the thinking skills programme, and 70 of them finished it. Waiting times for the programme rose from 5 weeks to 11 weeks.¹

¹ Figures were given to us by the NPS in March 2018.

Appendix 1: How the inspection was done

The inspection team visited the area in February 2018. We read 80 case files and spoke with 33 people on probation.

Appendix 2: Glossary

CRC\tCommunity Rehabilitation Company: the private body that supervises people of low and medium risk
MAPPA\tMulti-Agency Public Protection Arrangements: how police, prisons and probation watch over the most dangerous people
NPS\tNational Probation Service: the public body that supervises people of high risk
RAR\tRehabilitation Activity Requirement: days of activity ordered by a court
"""

SOUTHVALE = """\
# An inspection of probation services in Southvale

This is a digest of an inspection by HM Inspectorate of Probation, published on 14 March 2019.

## Staffing

The CRC in Southvale had 12 vacancies among its 40 officers. Sickness cost the CRC 15 days for each officer.

The NPS in Southvale had filled all its posts by January 2019.

## Home visits

In Southvale, 72 per cent of the CRC cases that needed a home visit had one.

## Ratings

Table: Ratings of Southvale CRC

| Standard | Rating |
| --- | --- |
| Leadership | Good |
| Staff | Requires improvement |
| Unpaid work | Outstanding |

## Learning

Officers in Southvale asked for three things:

- time to read a case before the first meeting
- a quiet room
- a colleague who has done the work for at least two years
"""

COMMENTARY = """\
Probation in Northmoor: my summary

Share this post

By Petra Lindqvist 21 May 2018

Inspectors have looked at probation in Northmoor and the news is mixed.

The harbour and the buses

Petra's view is that buses matter more than programmes. The inspectors counted home visits in 31 per cent of the CRC cases.

The workshop

The CRC ran a painting workshop for 24 people.

A national picture

Other counties with long coasts have the same trouble with buses. No county has solved it.

Related posts

Probation in Eastmere: what went wrong

Your email address will not be published

Keep informed
"""
