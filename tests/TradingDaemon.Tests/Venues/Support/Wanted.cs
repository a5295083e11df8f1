using System.Globalization;
using NUnit.Framework;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>How much of something this run is to try.</summary>
internal static class Wanted
{
    /// <summary>Whether everything is tried, as before a merge: <c>TRADINGDAEMON_LONG=1</c>.</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable("TRADINGDAEMON_LONG") == "1";

    /// <summary>Skips what a run of minutes leaves out, unless everything is tried.</summary>
    public static void OnlyWhenLong(string why)
    {
        if (!IsLong) Assert.Ignore($"{why}: tried with TRADINGDAEMON_LONG=1, as before a merge.");
    }

    /// <summary>What the environment variable says; where it says nothing, what every run can afford, or <paramref name="whenLong"/> where everything is tried.</summary>
    public static int Of(string variable, int usual, int? whenLong = null) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var wanted) ? wanted : IsLong ? whenLong ?? usual : usual;
}
