namespace TradingDaemon.Operations.Alerts;

/// <summary>Something an operator should know, raised once or many times.</summary>
/// <param name="Key">What it is about; the same matter has the same key, e.g. <c>strategy_disabled:ma-crossover</c>.</param>
/// <param name="Severity">The severity of the last raise.</param>
/// <param name="Text">One sentence, free of secrets.</param>
/// <param name="Count">How often it was raised; at least 1.</param>
/// <param name="FirstAt">When first (UTC).</param>
/// <param name="LastAt">When last (UTC).</param>
/// <param name="SentAt">When the channels were last told (UTC).</param>
/// <param name="Unsent">Raises since then that were held back as repetitions.</param>
public sealed record Alert(
    string Key, AlertSeverity Severity, string Text, long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset SentAt, long Unsent)
{
    /// <summary>What to acknowledge it by: a few letters and digits, another one each time the matter comes back, and after a restart.</summary>
    public string Id { get; init; } = "";

    /// <summary>How often it went again because nobody acknowledged it.</summary>
    public int Escalations { get; init; }

    /// <summary>When somebody said that they look after it (UTC); null while nobody did, or since it got worse.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>What they said of themselves, free of secrets; null while nobody did.</summary>
    public string? AcknowledgedBy { get; init; }
}
