namespace TradingDaemon.Tests.Venues.Live.Support;

/// <summary>A request as the loopback venue got it.</summary>
internal sealed record LoopbackHead(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);
