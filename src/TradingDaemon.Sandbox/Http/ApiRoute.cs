using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Http;

/// <summary>One thing that can be asked.</summary>
/// <param name="Name">Its name to faults.</param>
/// <param name="Weight">What it costs of the minute.</param>
/// <param name="IsSigned">Whether the sender must say who it is.</param>
/// <param name="HasBody">Whether it needs a JSON object.</param>
/// <param name="Answer">Carries it out for an account; empty where nobody signs.</param>
internal sealed record ApiRoute(string Name, int Weight, bool IsSigned, bool HasBody, Func<ApiRequest, string, Reply> Answer);
