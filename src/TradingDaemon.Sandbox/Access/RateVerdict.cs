namespace TradingDaemon.Sandbox.Access;

/// <summary>Whether a request may go on.</summary>
/// <param name="Used">Weight used in this minute, this request included when it may go on.</param>
/// <param name="RetryAfterSeconds">0: it may; else when to come back.</param>
/// <param name="IsBanned">Whether the sender did not heed an earlier answer.</param>
internal readonly record struct RateVerdict(int Used, int RetryAfterSeconds, bool IsBanned);
