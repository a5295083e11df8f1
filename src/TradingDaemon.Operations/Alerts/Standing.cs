namespace TradingDaemon.Operations.Alerts;

/// <summary>A matter on the board.</summary>
/// <param name="Alert">As operators see it.</param>
/// <param name="Worst">The worst severity it was raised at.</param>
/// <param name="Told">The highest severity at which channels were told of it: all of those are told of its end.</param>
/// <param name="WaitsSince">From when on it waits for somebody to acknowledge it.</param>
/// <param name="FlapsSince">From when on it is counted how often it comes back.</param>
/// <param name="Comebacks">How often it came back since.</param>
/// <param name="IsOwed">Whether it came back too often for the channels to be told at once: they are owed it as long as it stands.</param>
internal sealed record Standing(Alert Alert, AlertSeverity Worst, AlertSeverity Told, DateTimeOffset WaitsSince, DateTimeOffset FlapsSince, int Comebacks, bool IsOwed)
{
    /// <summary>Told at once within the time of a repetition: a matter that comes and goes all the time is one matter.</summary>
    private const int ComebacksMax = 1;

    /// <summary>A matter that was not on the board; with how it was when it stood there the last time, if that is known.</summary>
    public static Standing New(string id, string key, AlertSeverity severity, string text, DateTimeOffset now, Standing? before, TimeSpan repeatAfter)
    {
        var isFlapping = before is not null && now - before.FlapsSince < repeatAfter;
        var comebacks = isFlapping ? before!.Comebacks + 1 : 0;
        var isOwed = comebacks > ComebacksMax && severity <= before!.Worst;
        var alert = new Alert(key, severity, text, 1, now, now, isOwed ? before!.Alert.SentAt : now, isOwed ? 1 : 0) { Id = id };
        return new(alert, severity, severity, now, isFlapping ? before!.FlapsSince : now, comebacks, isOwed);
    }

    /// <summary>Raised again: how it stands then, and whether the channels are told. What got worse is told at once and is nobody's any more.</summary>
    public (Standing Standing, bool IsTold) Again(AlertSeverity severity, string text, DateTimeOffset now, TimeSpan repeatAfter)
    {
        var isWorse = severity > Worst;
        var isTold = isWorse || (Alert.AcknowledgedAt is null && now - Alert.SentAt >= repeatAfter);
        var alert = Alert with
        {
            Severity = severity, Text = text, Count = Alert.Count + 1, LastAt = now, SentAt = isTold ? now : Alert.SentAt, Unsent = isTold ? 0 : Alert.Unsent + 1,
            Escalations = isWorse ? 0 : Alert.Escalations, AcknowledgedAt = isWorse ? null : Alert.AcknowledgedAt, AcknowledgedBy = isWorse ? null : Alert.AcknowledgedBy,
        };
        var standing = this with { Alert = alert, Worst = isWorse ? severity : Worst, Told = severity > Told ? severity : Told, WaitsSince = isWorse ? now : WaitsSince, IsOwed = IsOwed && !isTold };
        return (standing, isTold);
    }

    /// <summary>Whether the channels have waited long enough to be told that it is back.</summary>
    public bool IsDue(DateTimeOffset now, TimeSpan repeatAfter) => IsOwed && Alert.AcknowledgedAt is null && now - Alert.SentAt >= repeatAfter;

    /// <summary>The channels are told that it is back.</summary>
    public Standing Paid(DateTimeOffset now) => this with { Alert = Alert with { SentAt = now, Unsent = 0 }, IsOwed = false };

    /// <summary>Whether it has waited long enough for somebody.</summary>
    public bool Escalates(EscalationPolicy policy, DateTimeOffset now) =>
        !IsOwed && Alert.AcknowledgedAt is null && Alert.Escalations < policy.TimesMax && Worst >= policy.SeverityMin && now - WaitsSince >= policy.After;

    /// <summary>It goes again, to the channels of the next severity.</summary>
    public Standing Escalated(DateTimeOffset now) => this with
    {
        Alert = Alert with { Escalations = Alert.Escalations + 1, SentAt = now, Unsent = 0 },
        Told = Told == AlertSeverity.Critical ? Told : Told + 1,
        WaitsSince = now,
    };
}
