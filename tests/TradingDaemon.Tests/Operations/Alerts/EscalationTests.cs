using NUnit.Framework;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Tests.Operations.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace TradingDaemon.Tests.Operations.Alerts;

/// <summary>What happens to alerts nobody acknowledges, and to those somebody does, on a told clock.</summary>
public sealed class EscalationTests
{
    private static readonly TimeSpan After = TimeSpan.FromMinutes(15);

    private StepClock _clock = null!;
    private RecordingChannel _channel = null!;
    private AlertBoard _board = null!;

    [SetUp]
    public void Begin()
    {
        (_clock, _channel) = (new(), new());
        Start();
    }

    private void Start() => _board = new AlertBoard(_clock, new SecretRedactor(), [_channel], NullLogger<AlertBoard>.Instance) { Escalation = new EscalationPolicy(After, 2, AlertSeverity.Warning) };

    [Test]
    public void Escalate_NobodyAcknowledges_GoesToTheNextSeverityAsOftenAsItMay()
    {
        _board.Raise("k", AlertSeverity.Warning, "t");
        Pass(After - TimeSpan.FromTicks(1));
        Assert.That(Told(), Is.EqualTo(new[] { "Raised Warning" }));
        Pass(TimeSpan.FromTicks(1));
        Assert.That(Told(), Is.EqualTo(new[] { "Raised Warning", "Escalated Critical" }));
        Pass(After);
        Pass(After);
        Pass(TimeSpan.FromDays(7));
        Assert.That(Told(), Is.EqualTo(new[] { "Raised Warning", "Escalated Critical", "Escalated Critical" }));
        Assert.That((_board.Recent.Single().Escalations, _board.Escalations), Is.EqualTo((2, 2)));
    }

    [Test]
    public void Escalate_ALesserAlert_NeverGoesAgain()
    {
        _board.Raise("k", AlertSeverity.Info, "t");
        Pass(TimeSpan.FromDays(1));
        Assert.That(Told(), Is.EqualTo(new[] { "Raised Info" }));
    }

    [Test]
    public void Escalate_WhatEnded_IsForgotten_AndItsEndIsToldToAllWhoKnew()
    {
        _board.Raise("k", AlertSeverity.Warning, "t");
        Pass(After);
        _board.Clear("k");
        _board.Clear("k");
        Pass(After);
        Assert.That(Told(), Is.EqualTo(new[] { "Raised Warning", "Escalated Critical", "Ended Critical" }));
    }

    [Test]
    public void Acknowledge_ByIdOrKey_EndsRepetitionAndEscalation_NotTheEnd()
    {
        _board.Raise("k", AlertSeverity.Critical, "t");
        _board.Raise("other", AlertSeverity.Warning, "t");
        var acknowledged = _board.Acknowledge(_board.Recent.Single(static alert => alert.Key == "k").Id, "anna looks");
        Assert.That((acknowledged?.Key, acknowledged?.AcknowledgedAt, acknowledged?.AcknowledgedBy), Is.EqualTo(("k", _clock.GetUtcNow(), "anna looks")));
        Assert.That(_board.Acknowledge("other", "ben")?.Key, Is.EqualTo("other"));
        Pass(After);
        _board.Raise("k", AlertSeverity.Critical, "t");
        Assert.That(_channel.Notices, Has.Count.EqualTo(2));
        Assert.That(_board.Acknowledgements, Is.EqualTo(2));
        _board.ClearUnder("k", _clock.GetUtcNow().AddTicks(1));
        Assert.That(Told()[^1], Is.EqualTo("Ended Critical"));
    }

    [Test]
    public void Acknowledge_WhatGetsWorse_IsToldAndWaitsForSomebodyAgain()
    {
        _board.Raise("k", AlertSeverity.Warning, "t");
        _board.Acknowledge("k", "anna");
        _board.Raise("k", AlertSeverity.Critical, "worse");
        Assert.That((_board.Recent.Single().AcknowledgedAt, _board.Recent.Single().AcknowledgedBy), Is.EqualTo(((DateTimeOffset?)null, (string?)null)));
        Pass(After);
        Assert.That(Told(), Is.EqualTo(new[] { "Raised Warning", "Raised Critical", "Escalated Critical" }));
    }

    [TestCase("nobody"), TestCase("")]
    public void Acknowledge_WhatIsNotThere_IsNothing(string id)
    {
        _board.Raise("k", AlertSeverity.Warning, "t");
        Assert.That((_board.Acknowledge(id, "anna"), _board.Acknowledgements), Is.EqualTo(((Alert?)null, 0)));
    }

    [Test]
    public void Escalate_JustBeforeARepetition_IsNotToldTwice()
    {
        _board.Raise("k", AlertSeverity.Warning, "t");
        Pass(After);
        _board.Raise("k", AlertSeverity.Warning, "t");
        Assert.That(_channel.Notices, Has.Count.EqualTo(2));
    }

    /// <summary>Bug: a matter that wavered between two severities was told at each change for the worse.</summary>
    [Test]
    public void Raise_WaveringBetweenSeverities_IsToldOnceWithinFiveMinutes()
    {
        for (var i = 0; i < 20; i++) _board.Raise("k", i % 2 == 0 ? AlertSeverity.Warning : AlertSeverity.Critical, "t");
        Assert.That(Told(), Is.EqualTo(new[] { "Raised Warning", "Raised Critical" }));
    }

    /// <summary>Dedup: a matter that comes and goes all the time would otherwise be told twice each time.</summary>
    [Test]
    public void Raise_AMatterThatComesAndGoes_IsToldWithOneComebackAndThenAfterFiveMinutes()
    {
        for (var i = 0; i < 20; i++)
        {
            _board.Raise("k", AlertSeverity.Warning, "t");
            _board.Clear("k");
        }

        Assert.That(Told(), Is.EqualTo(new[] { "Raised Warning", "Ended Warning", "Raised Warning", "Ended Warning" }));
        _board.Raise("k", AlertSeverity.Warning, "it stands now");
        Pass(AlertBoard.RepeatAfterMin - TimeSpan.FromTicks(1));
        Assert.That(_channel.Notices, Has.Count.EqualTo(4));
        Pass(TimeSpan.FromTicks(1));
        Assert.That((Told()[^1], _channel.Notices[^1].Alert.Text), Is.EqualTo(("Raised Warning", "it stands now")));
        _board.Clear("k");
        Assert.That(Told()[^1], Is.EqualTo("Ended Warning"));
        Assert.That(_channel.Notices, Has.Count.EqualTo(6));
    }

    [Test]
    public void Raise_AMatterThatComesAndGoes_AndGetsWorse_IsToldAtOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            _board.Raise("k", AlertSeverity.Warning, "t");
            _board.Clear("k");
        }

        _board.Raise("k", AlertSeverity.Critical, "t");
        Assert.That(Told()[^1], Is.EqualTo("Raised Critical"));
    }

    [Test]
    public void Raise_WithALongerTime_IsRepeatedAfterThat()
    {
        var board = new AlertBoard(_clock, new SecretRedactor(), [_channel], NullLogger<AlertBoard>.Instance) { RepeatAfter = TimeSpan.FromHours(1) };
        for (var minute = 0; minute <= 60; minute++)
        {
            board.Raise("k", AlertSeverity.Warning, "t");
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.That(Told(), Is.EqualTo(new[] { "Raised Warning", "Raised Warning" }));
    }

    [Test]
    public void Ids_AreShort_AndOfNoOtherAlertOrStart()
    {
        _board.Raise("a", AlertSeverity.Info, "t");
        _board.Raise("b", AlertSeverity.Info, "t");
        _board.Clear("a");
        _board.Raise("a", AlertSeverity.Info, "t");
        var before = _channel.Sent.Select(static alert => alert.Id).ToList();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Start();
        _board.Raise("a", AlertSeverity.Info, "t");
        Assert.That(_channel.Sent.Select(static alert => alert.Id), Is.Unique.And.All.Match("^[0-9a-z]{6}$"));
        Assert.That(before, Has.Count.EqualTo(3));
    }

    private void Pass(TimeSpan time)
    {
        _clock.Advance(time);
        _board.Escalate();
    }

    private string[] Told() => [.. _channel.Notices.Select(static notice => $"{notice.Kind} {notice.Severity}")];
}
