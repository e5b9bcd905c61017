"""What the seven categories mean, in the words people use in notes: the ground of the zero-shot way."""

from __future__ import annotations

CATEGORY_DESCRIPTIONS: dict[str, tuple[str, ...]] = {
    "career path": (
        "How she got into the field and moved from job to job.",
        "His background: what he studied and did before this job.",
        "Started as an intern and was promoted after three years.",
        "Switched careers and came in from another industry.",
        "Whether a degree or a credential is the way in, and how people get hired.",
        "career path, career history, getting in, first job, promotion, ladder",
    ),
    "required skills": (
        "Skills and knowledge one needs to do the job.",
        "Software, tools and programming languages you have to know.",
        "Certificates, licences and training that employers ask for.",
        "Being able to write, to present and to deal with people matters most.",
        "What they look for in a candidate.",
        "required skills, qualifications, tools, certificates, abilities",
    ),
    "daily work": (
        "What a typical day or week looks like.",
        "The tasks she does, meetings, emails, paperwork and reports.",
        "How the work is done, step by step, and what takes the time.",
        "Shifts, travel, being on site, being on call.",
        "Checking records, chasing people, waiting for approval.",
        "daily work, routine, tasks, hours, schedule, workflow",
    ),
    "industry trends": (
        "Where the industry is going and how it is changing.",
        "Automation and artificial intelligence are changing the work.",
        "New regulation, policy and funding shape the market.",
        "Demand is growing, companies are hiring or laying people off.",
        "Prices, supply and competition compared with five years ago.",
        "industry trends, outlook, future, market, regulation, technology change",
    ),
    "company culture": (
        "What it is like to work there: the team, the boss, the atmosphere.",
        "Pay, benefits, holidays and work-life balance.",
        "How people treat each other, who gets heard, and how decisions are made.",
        "Stress, burnout, long hours, turnover and why people leave.",
        "Working from home or in the office; mentoring of newcomers.",
        "company culture, values, team, management, salary, recognition",
    ),
    "advice": (
        "Advice to somebody who wants to enter the field.",
        "You should talk to people, try it first and ask questions.",
        "Do not do what I did; if I started again I would do this.",
        "Apply anyway, build a portfolio, join an association.",
        "Read this book, take this course, go to this event.",
        "advice, recommendations, tips, what to do next, what to avoid",
    ),
    "other": (
        "Small talk before the interview about the weather and the coffee.",
        "Will send an email and introduce me to a colleague.",
        "Follow up, thank-you note, calendar, call dropped, next meeting.",
        "A note to myself about how the conversation went.",
        "Family, pets, hobbies and things that have nothing to do with work.",
        "other, logistics, small talk, follow-up, personal remarks",
    ),
}
