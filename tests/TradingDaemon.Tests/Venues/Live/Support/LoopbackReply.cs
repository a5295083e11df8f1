namespace TradingDaemon.Tests.Venues.Live.Support;

/// <summary>One answer of the loopback venue.</summary>
internal sealed record LoopbackReply(string Body, int Status = 200)
{
    /// <summary>Headers besides.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The connection is reset instead of an answer.</summary>
    public bool IsCut { get; init; }

    /// <summary>No answer ever comes.</summary>
    public bool IsSilent { get; init; }

    public static implicit operator LoopbackReply(string body) => new(body);
}
