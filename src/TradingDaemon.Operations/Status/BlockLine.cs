namespace TradingDaemon.Operations.Status;

/// <summary>One reason why nothing new is entered somewhere, as shown to operators. Exits pass unless it says otherwise.</summary>
/// <param name="Venue">At which venue.</param>
/// <param name="Symbol">For which instrument; null for all of the venue.</param>
/// <param name="Cause">The kind of reason, in snake_case, e.g. <c>clock_skew</c>.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Since">Since when (UTC); null where only its end is known.</param>
/// <param name="Ends">What ends it.</param>
public sealed record BlockLine(string Venue, string? Symbol, string Cause, string Reason, DateTimeOffset? Since, string Ends)
{
    /// <summary>Where, in one word.</summary>
    public string Where => Symbol is null ? Venue : $"{Symbol} at {Venue}";
}
