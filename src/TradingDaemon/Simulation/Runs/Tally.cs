using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using TradingDaemon.Cli.Simulate;
using TradingDaemon.Simulation.Chance;

namespace TradingDaemon.Simulation.Runs;

/// <summary>Adds runs up. Thread-safe.</summary>
internal sealed class Tally
{
    private const int FailuresToldMax = 20; // more than anybody reads before mending the first

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, long> _deeds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<FaultPointKind, (long Visits, long Crashes)> _points = [];
    private readonly SortedDictionary<long, string> _hashes = []; // one line a run, until they are one hash
    private readonly List<SimulateFailure> _failures = [];
    private long _runs, _failed, _converged, _facts, _orders, _fills, _kills, _powerLosses;
    private int _bootsMax;
    private TimeSpan _convergedMax, _virtualTime;

    /// <summary>Runs so far.</summary>
    public long Runs => Volatile.Read(ref _runs);

    /// <summary>Adds one.</summary>
    /// <param name="result">What it came to.</param>
    /// <param name="number">Its place among all runs.</param>
    /// <param name="command">What shows it again.</param>
    public void Add(SimulationResult result, long number, string command)
    {
        lock (_gate)
        {
            _runs++;
            _hashes.Add(number, result.Hash);
            (_facts, _orders, _fills, _kills, _powerLosses) = (_facts + result.Facts, _orders + result.Orders, _fills + result.Fills, _kills + result.Kills, _powerLosses + result.PowerLosses);
            (_bootsMax, _virtualTime) = (Math.Max(_bootsMax, result.BootsMax), _virtualTime + result.VirtualTime);
            if (result.Converged is { } converged)
            {
                _converged++;
                if (converged > _convergedMax) _convergedMax = converged;
            }

            foreach (var (deed, count) in result.Deeds) _deeds[deed] = _deeds.GetValueOrDefault(deed) + count;
            foreach (var (kind, visits, crashes) in result.Points)
            {
                var (before, died) = _points.GetValueOrDefault(kind);
                _points[kind] = (before + visits, died + crashes);
            }

            if (result.Failure is not { } failure) return;
            _failed++;
            var what = failure is Oracle.InvariantBrokenException ? failure.Message : failure.ToString();
            if (_failures.Count < FailuresToldMax) _failures.Add(new SimulateFailure(result.Seed, what, command, result.LastFacts));
        }
    }

    /// <summary>The sums.</summary>
    public SimulateReport Report(TimeSpan elapsed)
    {
        lock (_gate)
            return new SimulateReport
            {
                Runs = _runs, Failures = [.. _failures.OrderBy(static failure => failure.Seed)], Failed = _failed, Converged = _converged, ConvergedMax = _convergedMax, Facts = _facts, Orders = _orders,
                Fills = _fills, Kills = _kills, PowerLosses = _powerLosses, BootsMax = _bootsMax, VirtualTime = _virtualTime, Elapsed = elapsed,
                Points = [.. _points.Select(static point => new SimulatePoint(point.Key.ToString(), point.Value.Visits, point.Value.Crashes))],
                Deeds = _deeds.ToImmutableSortedDictionary(StringComparer.Ordinal),
                Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', _hashes.Values)))),
            };
    }
}
