using System.Globalization;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>What the environment asks of a run.</summary>
internal static class Chosen
{
    /// <summary>Whether everything is tried, as before a merge: <c>TRADINGDAEMON_LONG=1</c>.</summary>
    private static bool IsLong => Environment.GetEnvironmentVariable("TRADINGDAEMON_LONG") == "1";

    /// <summary>How often something is done: what the variable says, else <paramref name="usual"/>, or <paramref name="whenLong"/> where everything is tried.</summary>
    public static int Count(string name, int usual, int? whenLong = null) => Asked(name) ?? (IsLong ? whenLong ?? usual : usual);

    /// <summary>The seed <c>TRADINGDAEMON_SEED</c> repeats, else a new one.</summary>
    public static int Seed() => Count("TRADINGDAEMON_SEED", Random.Shared.Next(1, 1_000_000));

    /// <summary>Skips what a run of minutes leaves out, unless everything is tried or the variable <paramref name="name"/> asks for just this.</summary>
    public static void OnlyWhenLong(string why, string? name = null)
    {
        if (!IsLong && (name is null || Asked(name) is null)) Assert.Ignore($"{why}: tried with TRADINGDAEMON_LONG=1, as before a merge{(name is null ? "" : $", or by {name}")}.");
    }

    private static int? Asked(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
