"""Counts elections with programs of other people, for bench/agreement.ts. Never a dependency of the product.

Reads one JSON document from standard input, a list of questions:
    {"id": str, "rule": str, "options": int, "seats": int, "unranked": "last" | "ignored",
     "ballots": [[choice, count], ...]}            a choice: ranks [[0], [2, 1]], or grades [3, null, 0]
    {"id": str, "rule": str, "file": str}          a participatory budget in Pabulib's format
and writes "ready" and then one line of JSON for each: {"id", "winners": [int or name, ...], "seconds": float} or {"id", "error": str}.
"""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")


def ranked(question):
    from pref_voting.profiles_with_ties import ProfileWithTies

    options = range(question["options"])
    rankings, counts = [], []
    for ranks, count in question["ballots"]:
        if not ranks and question["rule"] in own_way_with_unranked:
            continue  # who ranks nobody casts no valid ballot: theirs would count it towards the quota
        places = {option: rank for rank, equals in enumerate(ranks) for option in equals}
        if question["unranked"] == "last" and question["rule"] not in own_way_with_unranked:
            places.update({option: len(ranks) for option in options if option not in places})
        rankings.append(places)
        counts.append(count)
    return ProfileWithTies(rankings, rcounts=counts, candidates=list(options))


def graded(question):
    from pref_voting.grade_profiles import GradeProfile

    options = list(range(question["options"]))
    maps = [{o: grade for o, grade in enumerate(grades) if grade is not None} for grades, _ in question["ballots"]]
    grades = [0, 1] if question["rule"] == "approval" else [0, 1, 2, 3, 4, 5]
    return GradeProfile(maps, grades, gcounts=[count for _, count in question["ballots"]], candidates=options)


def of_ranks(count):
    def winners(question):
        profile = ranked(question)
        began = time.process_time()
        found = count(profile, question)
        return sorted(int(option) for option in found), time.process_time() - began

    return winners


def of_grades(count):
    def winners(question):
        profile = graded(question)
        began = time.process_time()
        found = count(profile)
        return sorted(int(option) for option in found), time.process_time() - began

    return winners


def equal_shares_of_seats(question):
    """Equal Shares where all cost the same: a committee by approval ballots, counted in fractions. All that may win."""
    from abcvoting import abcrules
    from abcvoting.preferences import Profile, Voter

    profile = Profile(question["options"])
    for approved, count in question["ballots"]:
        # One voter each, as the rule is defined: abcvoting takes no weights for it.
        for _ in range(count):
            profile.add_voter(Voter(approved))
    began = time.process_time()
    committees = abcrules.compute_equal_shares(profile, question["seats"], algorithm="standard-fractions", completion=None)
    return sorted(int(option) for option in committees[0]), time.process_time() - began


def budget(rule):
    def winners(question):
        from pabutools.election import Cost_Sat, parse_pabulib
        from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares

        instance, profile = parse_pabulib(question["file"])
        began = time.process_time()
        if rule == "equal-shares":
            chosen = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, voter_budget_increment=1)
        else:
            # Satisfaction by the cost, divided by the cost: the votes alone decide, as in most cities.
            chosen = greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat)
        return sorted(project.name for project in chosen), time.process_time() - began

    return winners


def rules():
    from pref_voting import grade_methods as g
    from pref_voting import proportional_methods as p
    from pref_voting import voting_methods as v

    def support(profile):
        return lambda one, other: profile.support(one, other)

    return {
        "borda": of_ranks(lambda profile, _: v.borda_for_profile_with_ties(profile)),
        "irv": of_ranks(lambda profile, _: v.instant_runoff_for_truncated_linear_orders(profile)),
        "copeland": of_ranks(lambda profile, _: v.copeland(profile)),
        "minimax": of_ranks(lambda profile, _: v.minimax(profile, strength_function=support(profile))),
        "schulze": of_ranks(lambda profile, _: v.beat_path(profile, strength_function=support(profile))),
        "ranked-pairs": of_ranks(lambda profile, _: v.ranked_pairs_tb(profile, strength_function=support(profile))),
        "kemeny": of_ranks(lambda profile, _: v.kemeny_young(profile)),
        "stv": of_ranks(lambda profile, question: p.stv_scottish(profile, num_seats=question["seats"])),
        "meek": of_ranks(lambda profile, question: p.stv_meek(profile, num_seats=question["seats"])),
        "approval": of_grades(g.approval),
        "score": of_grades(g.score_voting),
        "star": of_grades(g.star),
        "majority-judgment": of_grades(g.majority_judgement),
        "equal-shares-of-seats": equal_shares_of_seats,
        "equal-shares": budget("equal-shares"),
        "greedy": budget("greedy"),
    }


own_way_with_unranked = {"irv", "stv", "meek"}

if __name__ == "__main__":
    known = rules()
    print("ready", flush=True)
    for question in json.load(sys.stdin):
        try:
            winners, seconds = known[question["rule"]](question)
            answer = {"id": question["id"], "winners": winners, "seconds": seconds}
        except Exception as error:  # what they cannot count is said, and is a row of the table
            answer = {"id": question["id"], "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
