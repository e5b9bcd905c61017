"""The files that ``infoview init`` puts into a new workspace."""

from __future__ import annotations

from infoview_analysis.codebook import TEMPLATE as CODEBOOK_TEMPLATE
from infoview_analysis.settings import settings_template

TEMPLATE_STEM = "_template"  # a note of this name is a form to copy, not an interview

NOTE = f"""\
---
interviewee:
role:
company:
company_size:      # startup, mid, large or public
industry:
seniority:         # junior, mid, senior, lead or executive
years_experience:
date:              # 2026-01-31
format:            # video, phone, in person
duration_minutes:
channel:           # email, linkedin, warm introduction, cold call, event
introduced_by:
---

<!-- Copy this file for each interview and give the copy the interviewee's name. Every line above and every heading
below is optional. The file {TEMPLATE_STEM}.md itself is never read as an interview. -->

## How did you get into this work?

-

## What does a normal week look like?

-

## Which skills matter, and which less than people think?

-

## How is the field changing?

-

## What is the culture like?

-

## What would you advise someone who starts now?

-

## Resources, people to talk to, next steps

-
"""

OUTREACH = (
    "contact,organization,role,channel,sent_on,subject,followed_up_on,replied_on,outcome,scheduled_for,interviewed_on,"
    "thanked_on\n"
)

PROFILE = """\
# What you bring along. It is compared with what interviewees ask for.
# target_role: Policy analyst
# skills:
#   - name: Excel
#     level: strong        # none, basic, working, strong or expert
#   - name: Project management
#     level: working
"""

FILES = {
    f"interviews/{TEMPLATE_STEM}.md": NOTE,
    "outreach.csv": OUTREACH,
    "profile.yaml": PROFILE,
    "codebook.yaml": CODEBOOK_TEMPLATE,
    "infoview.toml": settings_template(),
}
