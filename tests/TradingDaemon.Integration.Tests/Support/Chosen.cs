using System.Globalization;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>What the environment asks of a run.</summary>
internal static class Chosen
{
    /// <summary>How often something is done: what the variable says, else <paramref name="otherwise"/>.</summary>
    public static int Count(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <summary>The seed <c>TRADINGDAEMON_SEED</c> repeats, else a new one.</summary>
    public static int Seed() => Count("TRADINGDAEMON_SEED", Random.Shared.Next(1, 1_000_000));
}
