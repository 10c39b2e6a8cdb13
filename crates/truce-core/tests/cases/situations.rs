//! One situation, one outcome: what each rule of a case does.

use expect_test::expect;

use crate::play::check;

/// A case about a report of the UN's, that Russia admits too; the reply is in.
const OPEN: &str = "
2017-05-08 09:00 un/duty-1 opens z: @un:1 accusing opposition under cease-attacks -- mortar fire
2017-05-08 10:00 russia/duty-1 admits z -- we were told too
2017-05-08 11:00 un/duty-1 asks z through turkey -- mortar fire near the town, on 7 May
2017-05-08 12:00 turkey/liaison-1 replies z denies-responsibility for opposition -- not our men
";

fn after_open(rest: &str) -> String {
    format!("{OPEN}{rest}")
}

#[test]
fn findings_that_are_alike_are_an_agreement() {
    check(
        &after_open(
            "
2017-05-09 09:00 russia/delegate-1 seals z: covered yes cease-attacks, happened yes, by jabhat-fateh-al-sham 900 -- an excluded group
2017-05-09 10:00 turkey/delegate-1 seals z: covered yes cease-attacks, happened yes, by jabhat-fateh-al-sham 800 -- so do we think
2017-05-09 11:00 iran/delegate-1 seals z: covered yes cease-attacks, happened yes, by jabhat-fateh-al-sham 700 -- and we
2017-05-09 12:00 russia/delegate-1 reveals z
2017-05-09 12:10 turkey/delegate-1 reveals z
2017-05-09 12:20 iran/delegate-1 reveals z
",
        ),
        expect![[r#"
            z: determined; admitted by russia, un
              iran gave: and we
              russia gave: an excluded group
              turkey gave: so do we think
              reply: denies-responsibility
              determined 2017-05-09T09:20:00Z
                cease-attacks: agreed: done by `jabhat-fateh-al-sham`, which the agreement excludes (iran: done by `jabhat-fateh-al-sham`, which the agreement excludes; russia: done by `jabhat-fateh-al-sham`, which the agreement excludes; turkey: done by `jabhat-fateh-al-sham`, which the agreement excludes)
        "#]],
    );
}

#[test]
fn two_against_one_under_unanimity_is_no_agreement_and_every_voice_is_kept() {
    check(
        &after_open(
            "
2017-05-09 09:00 russia/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 900 -- their mortars
2017-05-09 10:00 turkey/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 300, or unknown 700 -- cannot be told
2017-05-09 11:00 iran/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 800 -- we saw the position
2017-05-09 12:00 russia/delegate-1 reveals z
2017-05-09 12:10 turkey/delegate-1 reveals z
2017-05-09 12:20 iran/delegate-1 reveals z
2017-05-10 12:20 turkey/delegate-1 dissents z -- the crater bears no direction
",
        ),
        expect![[r#"
            z: determined; admitted by russia, un
              iran gave: we saw the position
              russia gave: their mortars
              turkey gave: cannot be told
              reply: denies-responsibility
              determined 2017-05-09T09:20:00Z
                cease-attacks: no agreement: the findings differ (iran: breach by `opposition`; russia: breach by `opposition`; turkey: breach, author not established)
        "#]],
    );
}

#[test]
fn a_seat_that_falls_silent_is_closed_on_by_the_others() {
    check(
        &after_open(
            "
2017-05-09 09:00 russia/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 900 -- their mortars
2017-05-09 10:00 turkey/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 800 -- we agree
! silent iran
2017-05-12 12:00 russia/duty-1 closes z findings
2017-05-13 10:00 russia/duty-1 closes z findings
2017-05-13 10:10 turkey/duty-1 closes z findings
2017-05-13 10:20 un/duty-1 closes z findings
2017-05-13 11:00 russia/delegate-1 reveals z
2017-05-13 11:10 turkey/delegate-1 reveals z
2017-05-13 11:20 iran/delegate-1 seals z: covered yes cease-attacks, happened no -- nobody heard us
! heard iran
! wait 2017-05-14
",
        ),
        expect![[r#"
            z: determined; admitted by russia, un
              iran silent
              russia gave: their mortars
              turkey gave: we agree
              reply: denies-responsibility
              determined 2017-05-13T08:10:00Z, by the clock
                cease-attacks: agreed: breach by `opposition` (russia: breach by `opposition`; turkey: breach by `opposition`)
            iran/delegate-1 seal: it is too late: the clock ran out before
            russia/duty-1 close: it is too early: the clock still runs
        "#]],
    );
}

#[test]
fn a_seat_whose_own_log_goes_on_without_a_finding_needs_nobody_to_close() {
    check(
        &after_open(
            "
2017-05-09 09:00 russia/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 900 -- their mortars
2017-05-09 10:00 turkey/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 800 -- we agree
2017-05-13 10:00 russia/delegate-1 reveals z
2017-05-13 10:00 turkey/delegate-1 reveals z
2017-05-13 11:00 iran/delegate-1 seals z: covered yes cease-attacks, happened no -- too late
",
        ),
        expect![[r#"
            z: determined; admitted by russia, un
              iran silent
              russia gave: their mortars
              turkey gave: we agree
              reply: denies-responsibility
              determined 2017-05-13T07:00:00Z, by the clock
                cease-attacks: agreed: breach by `opposition` (russia: breach by `opposition`; turkey: breach by `opposition`)
            iran/delegate-1 seal: it is too late: the clock ran out before
        "#]],
    );
}

#[test]
fn what_is_sealed_and_not_opened_is_an_abstention() {
    check(
        &after_open(
            "
2017-05-09 09:00 russia/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 900 -- their mortars
2017-05-09 10:00 turkey/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 800 -- we agree
2017-05-09 11:00 iran/delegate-1 recuses z -- our people were in the town
2017-05-09 12:00 russia/delegate-1 reveals z
! wait 2017-05-20
",
        ),
        expect![[r#"
            z: determined; admitted by russia, un
              iran stands aside: our people were in the town
              russia gave: their mortars
              turkey abstained: did not open its finding
              reply: denies-responsibility
              determined 2017-05-14T06:00:00Z, by the clock
                cease-attacks: no agreement: fewer findings than the rule asks for (russia: breach by `opposition`)
        "#]],
    );
}

#[test]
fn too_few_admit_it_and_it_stays_on_file() {
    check(
        "
2017-05-08 09:00 un/duty-1 opens z: @un:1 under cease-attacks -- mortar fire
! wait 2017-05-10
2017-05-10 10:00 russia/duty-1 admits z -- late
",
        expect![[r#"
            z: not admitted; admitted by un
              iran due
              russia due
              turkey due
            russia/duty-1 assent: it is too late: the clock ran out before
        "#]],
    );
}

#[test]
fn nobody_answers_before_the_accused_side_was_heard_or_its_clock_ran_out() {
    check(
        "
2017-05-08 09:00 un/duty-1 opens z: @un:1 accusing government under cease-attacks -- shelling
2017-05-08 10:00 russia/duty-1 admits z -- yes
2017-05-08 11:00 turkey/delegate-1 seals z: covered yes cease-attacks, happened yes, by government 900 -- quick
2017-05-08 11:30 turkey/liaison-1 replies z admits for government -- we speak for them
2017-05-10 09:30 turkey/delegate-1 seals z: covered yes cease-attacks, happened yes, by government 900 -- the clock ran out
",
        expect![[r#"
            z: awaiting findings; admitted by russia, un
              iran due
              russia due
              turkey sealed
            turkey/delegate-1 seal: it is too early: the accused side has not replied, and its clock still runs
            turkey/liaison-1 reply: turkey does not answer for `government`
        "#]],
    );
}

#[test]
fn entering_verifying_and_determining_are_three_people_and_nobody_answers_twice() {
    check(
        "
2017-05-08 08:00 un/everything verifies @un:1 on-site by site-visit -- craters
2017-05-08 09:00 un/everything opens y: @un:1 under cease-attacks -- mortar fire
2017-05-08 09:10 un/duty-1 opens z: @un:1 under cease-attacks -- mortar fire
2017-05-08 09:20 un/monitor-1 verifies @un:1 on-site by site-visit -- my own entry
2017-05-08 09:30 russia/everything admits z -- yes
2017-05-08 09:40 russia/everything verifies @un:1 remotely by imagery -- smoke
2017-05-08 09:50 russia/everything seals z: happened yes -- my own verification
2017-05-08 10:00 russia/delegate-1 seals z: happened yes -- first
2017-05-08 10:10 russia/delegate-1 seals z: happened no -- second
2017-05-08 10:20 russia/delegate-2 seals z: happened no -- by another hand
2017-05-08 10:30 un/everything seals z: happened yes -- an observer's voice
2017-05-08 10:40 turkey/stranger seals z: happened yes -- who
2017-05-08 10:50 turkey/duty-1 seals z: happened yes -- not my office
2017-05-08 11:00 iran/delegate-1 reveals z
",
        expect![[r#"
            z: awaiting findings; admitted by russia, un
              iran due
              russia sealed
              turkey due
            iran/delegate-1 reveal: iran has sealed no finding in this case
            russia/everything seal: `everything` verified in this case, and cannot be the one who gives the finding: these are different people
            russia/delegate-1 seal: russia has done that already, at russia/64
            russia/delegate-2 seal: russia has done that already, at russia/64
            turkey/stranger seal: `stranger` holds no office at turkey
            turkey/duty-1 seal: no office of `duty-1` allows to find
            un/everything open: `everything` verified in this case, and cannot be the one who opens it: these are different people
            un/monitor-1 verify: no office of `monitor-1` allows to verify
            un/everything seal: un may not find: it is not among its duties in the mechanism
        "#]],
    );
}

#[test]
fn a_finding_is_opened_once_all_are_sealed_and_by_its_own_seal() {
    check(
        &after_open(
            "
2017-05-09 09:00 russia/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 900 -- their mortars
2017-05-09 09:10 russia/delegate-1 reveals z
2017-05-09 10:00 turkey/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 800 -- we agree
2017-05-09 11:00 iran/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 800 -- and we
2017-05-09 12:00 russia/delegate-1 reveals z
",
        ),
        expect![[r#"
            z: awaiting the opening of findings; admitted by russia, un
              iran sealed
              russia gave: their mortars
              turkey sealed
              reply: denies-responsibility
            russia/delegate-1 reveal: it is too early: not every finding is sealed, and the clock still runs
        "#]],
    );
}

#[test]
fn a_remedy_is_asked_by_all_who_agreed_and_checked_by_somebody_else() {
    check(
        &after_open(
            "
2017-05-09 09:00 russia/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 900 -- their mortars
2017-05-09 10:00 turkey/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 800 -- we agree
2017-05-09 11:00 iran/delegate-1 seals z: covered yes cease-attacks, happened yes, by opposition 700 -- and we
2017-05-09 12:00 russia/delegate-1 reveals z
2017-05-09 12:10 turkey/delegate-1 reveals z
2017-05-09 12:20 iran/delegate-1 reveals z
2017-05-10 09:00 russia/delegate-1 asks-remedy r: z of opposition checked-by un due 2017-05-20 measuring mortars-within-5-km no-more 0 -- mortars 5 km back
2017-05-10 09:30 russia/delegate-1 asks-remedy s: z of opposition checked-by turkey due 2017-05-20 measuring mortars no-more 0 -- checked by its guarantor
2017-05-10 10:00 turkey/delegate-1 agrees r -- they will
2017-05-10 11:00 iran/delegate-1 agrees r -- yes
2017-05-12 09:00 russia/verifier-1 checks r measured 0 -- not the checker
2017-05-19 09:00 un/verifier-1 checks r measured 2 -- two at the mill
2017-05-21 09:00 un/verifier-1 checks r measured 0 -- gone now
",
        ),
        expect![[r#"
            z: closed; admitted by russia, un
              iran gave: and we
              russia gave: their mortars
              turkey gave: we agree
              reply: denies-responsibility
              determined 2017-05-09T09:20:00Z
                cease-attacks: agreed: breach by `opposition` (iran: breach by `opposition`; russia: breach by `opposition`; turkey: breach by `opposition`)
              remedy: mortars 5 km back, missed
            russia/delegate-1 ask-remedy: turkey answers for `opposition`, and cannot be the one who checks
            russia/verifier-1 check-remedy: un is to check it
            un/verifier-1 check-remedy: un has done that already, at un/70
        "#]],
    );
}

#[test]
fn a_case_is_taken_up_again_on_new_evidence_and_the_earlier_outcome_stays() {
    check(
        &after_open(
            "
2017-05-09 09:00 russia/delegate-1 seals z: covered yes cease-attacks, happened no -- nothing there
2017-05-09 10:00 turkey/delegate-1 seals z: covered yes cease-attacks, happened no -- nothing there
2017-05-09 11:00 iran/delegate-1 seals z: covered yes cease-attacks, happened no -- nothing there
2017-05-09 11:30 un/duty-1 opens w: @un:1 under cease-attacks reopens z on @iran:1 -- too soon
2017-05-09 12:00 russia/delegate-1 reveals z
2017-05-09 12:10 turkey/delegate-1 reveals z
2017-05-09 12:20 iran/delegate-1 reveals z
2017-08-09 12:20 un/duty-1 opens y: @un:1 under cease-attacks reopens z -- nothing new
2017-08-09 12:30 un/duty-1 opens x: @un:1 accusing government under cease-attacks reopens z on @turkey:1 -- an inquiry
",
        ),
        expect![[r#"
            z: determined; admitted by russia, un
              iran gave: nothing there
              russia gave: nothing there
              turkey gave: nothing there
              reply: denies-responsibility
              determined 2017-05-09T09:20:00Z
                cease-attacks: agreed: did not happen (iran: did not happen; russia: did not happen; turkey: did not happen)
            w: not admitted; admitted by un
              iran silent
              russia silent
              turkey silent
            x: awaiting admission; admitted by un
              iran due
              russia due
              turkey due
            un/duty-1 open: a case is taken up again on new evidence, and none is named that is not in the earlier case
        "#]],
    );
}

#[test]
fn another_procedure_holds_for_cases_whose_opener_holds_every_assent() {
    let quorum = r#"{"admit":1,"clocks":{"admit_h":1,"findings_h":48,"reply_h":1,"reveal_h":24},"decision":{"quorum":{"constituencies":[{"least":2,"name":"guarantors","seats":["russia","turkey","iran"]}]}},"sure":700,"urgent":{"admit_h":1,"findings_h":48,"reply_h":1,"reveal_h":24}}"#;
    let findings = |case: &str| {
        format!(
            "
2017-05-09 09:00 russia/delegate-1 seals {case}: covered yes cease-attacks, happened yes, by opposition 900 -- theirs
2017-05-09 10:00 turkey/delegate-1 seals {case}: covered yes cease-attacks, happened no -- nothing
2017-05-09 11:00 iran/delegate-1 seals {case}: covered yes cease-attacks, happened yes, by opposition 900 -- theirs
2017-05-09 12:00 russia/delegate-1 reveals {case}
2017-05-09 12:10 turkey/delegate-1 reveals {case}
2017-05-09 12:20 iran/delegate-1 reveals {case}
"
        )
    };
    check(
        &format!(
            "
2017-05-07 09:00 russia/delegate-1 proposes p: {quorum} -- two of three
2017-05-07 09:10 turkey/delegate-1 agrees p -- yes
2017-05-07 09:20 un/duty-1 opens before: @un:1 under cease-attacks -- mortar fire
2017-05-07 09:25 russia/duty-1 admits before -- yes
2017-05-07 09:30 iran/delegate-1 agrees p -- yes
2017-05-07 10:20 un/duty-1 opens later: @russia:1 under cease-attacks -- mortar fire
{}{}",
            findings("before"),
            findings("later")
        ),
        expect![[r#"
            before: determined; admitted by russia, un
              iran gave: theirs
              russia gave: theirs
              turkey gave: nothing
              determined 2017-05-09T09:20:00Z
                cease-attacks: no agreement: the findings differ (iran: breach by `opposition`; russia: breach by `opposition`; turkey: did not happen)
            later: determined; admitted by un
              iran gave: theirs
              russia gave: theirs
              turkey gave: nothing
              determined 2017-05-09T09:20:00Z
                cease-attacks: agreed: breach by `opposition`; dissenting: turkey (iran: breach by `opposition`; russia: breach by `opposition`; turkey: did not happen)
        "#]],
    );
}

#[test]
fn an_actor_and_a_provision_that_the_agreement_does_not_know_are_told() {
    check(
        "
2017-05-08 09:00 un/duty-1 opens z: @un:1 accusing nobody-we-know under cease-attacks -- who
2017-05-08 09:10 un/duty-1 opens y: @un:1 under no-laughing -- what
2017-05-08 09:20 un/duty-1 opens x: un/0 under cease-attacks -- an opening is no report
2017-05-08 09:30 un/duty-1 opens w: un/999 under cease-attacks -- not there yet
2017-05-08 09:40 un/duty-1 admits un/1 -- a report
2017-05-08 09:50 russia/delegate-1 recuses un/2 -- no case
",
        expect![[r#"
            russia/delegate-1 recuse: un/2 opens no case
            un/duty-1 open: `nobody-we-know` is no actor of the agreement
            un/duty-1 open: `no-laughing` is no provision of the agreement
            un/duty-1 open: un/0 is no report
            un/duty-1 assent: un/1 asks for nothing that can be agreed to
            waits: un/60
        "#]],
    );
}

#[test]
fn an_officer_whose_office_allows_it_takes_note_of_an_alarm_that_can_be_meant() {
    check(
        "
2017-05-01 03:00 un/chief appoints convener head -- list
2017-05-08 09:00 un/duty-1 acknowledges hama 2017-05-06 seen -- patrol 3 goes there
2017-05-08 09:10 russia/everything acknowledges hama 2017-05-06 real by opposition act shelling -- as our centre has it
2017-05-08 09:20 un/head acknowledges hama 2017-05-08 false -- an exercise that nobody had told
2017-05-08 09:30 un/delegate-1 acknowledges hama 2017-05-06 seen -- no office of mine
2017-05-08 09:40 un/nobody acknowledges hama 2017-05-06 seen -- not on the list
2017-05-08 09:50 un/duty-1 acknowledges atlantis 2017-05-06 seen -- nowhere
2017-05-08 10:00 un/duty-1 acknowledges hama 2017-05-06 seen by russia -- a guarantor is no party
2017-05-08 10:10 un/duty-1 acknowledges hama 2017-05-09 seen -- tomorrow
",
        expect![[r#"
            alarm: russia/everything hama opposition shelling 2017-05-06 real: as our centre has it
            alarm: un/duty-1 hama 2017-05-06 seen: patrol 3 goes there
            alarm: un/head hama 2017-05-08 false: an exercise that nobody had told
            un/delegate-1 acknowledge: no office of `delegate-1` allows to acknowledge
            un/nobody acknowledge: `nobody` holds no office at un
            un/duty-1 acknowledge: `atlantis` is no area that the agreement names
            un/duty-1 acknowledge: `russia` is no party to the agreement
            un/duty-1 acknowledge: it is too early: no alarm is raised on a day to come
        "#]],
    );
}
