using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Protocols;

/// <summary>One thing that can be asked.</summary>
/// <param name="Name">Its name to faults, such as <c>place</c>: the same at every venue.</param>
/// <param name="Weight">What it costs of the minute.</param>
/// <param name="IsSigned">Whether the sender must say who it is.</param>
/// <param name="Answer">Carries it out for an account, empty where nobody signs; null for a stream, which is opened.</param>
internal sealed record ApiRoute(string Name, int Weight, bool IsSigned, Func<ApiRequest, string, Reply>? Answer);
