using System.Globalization;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>How much of something this run is to try.</summary>
internal static class Wanted
{
    /// <summary>What the environment variable says; what every run can afford where it says nothing.</summary>
    public static int Of(string variable, int usual) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var wanted) ? wanted : usual;
}
