using System.Globalization;
using TradingDaemon.Cli.Simulate;
using TradingDaemon.Simulation.Chance;

namespace TradingDaemon.Simulation.Runs;

/// <summary>A request's words as numbers and enums.</summary>
internal static class RequestReading
{
    /// <summary>What is wrong with it, in one sentence; null when nothing is.</summary>
    public static string? FaultOf(SimulateRequest request)
    {
        if (Faults(request.Faults) is null) return $"--faults {request.Faults}: there are {string.Join(", ", Names)}, all and none.";
        return request.Crash is { } crash && Crash(crash) is null ? $"--crash {crash} is not kill@N, power@N, kill@N+M or power@N+M." : null;
    }

    /// <summary>The kinds named; null when a name is unknown.</summary>
    public static FaultKinds? Faults(string names)
    {
        var faults = FaultKinds.None;
        foreach (var name in names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Enum.TryParse<FaultKinds>(name, ignoreCase: true, out var kind) || !Enum.IsDefined(kind)) return null;
            faults |= kind;
        }

        return faults;
    }

    /// <summary>Where the daemon dies; null when it cannot be read.</summary>
    public static (CrashKind Kind, long First, long Second)? Crash(string text)
    {
        var parts = text.Split('@', '+');
        if (parts.Length is < 2 or > 3) return null;
        CrashKind? kind = parts[0] switch { "kill" => CrashKind.Kill, "power" => CrashKind.PowerLoss, _ => null };
        var second = 0L;
        var isRead = long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var first) && (parts.Length < 3 || long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out second));
        return kind is { } one && isRead && first > 0 ? (one, first, second) : null;
    }

    /// <summary>The world of one seed of the request.</summary>
    public static WorldOptions World(SimulateRequest request, int seed) => new()
    {
        Seed = seed, Ticks = request.Ticks, Faults = Faults(request.Faults) ?? FaultKinds.All,
        Crashes = request.Crash is { } text && Crash(text) is { } crash ? CrashPlans.At(crash.Kind, crash.First, crash.Second) : null,
    };

    /// <summary>What to type to see one run again.</summary>
    public static string Command(SimulateRequest request, int seed, string? crash = null)
    {
        var faults = request.Faults == "all" ? "" : $" --faults {request.Faults}";
        var where = (crash ?? request.Crash) is { } point ? $" --crash {point}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"tradingdaemon simulate --seed {seed} --ticks {request.Ticks}{faults}{where}");
    }

    private static IEnumerable<string> Names => Enum.GetValues<FaultKinds>().Where(static kind => kind is not (FaultKinds.None or FaultKinds.All)).Select(static kind => kind.ToString().ToLowerInvariant());
}
