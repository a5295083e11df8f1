using System.Security.Cryptography;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Simulation.Disk;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Simulation.Disk;

/// <summary>Dies at every numbered operation of a run in turn, until a run completes without meeting its number.</summary>
public sealed class CrashPointTests
{
    private const int BootsMax = 3;

    // Which of them, turns with the first death; TRADINGDAEMON_PAIR_STEP=1 is every one.
    private static readonly int PairStep = Wanted.Of("TRADINGDAEMON_PAIR_STEP", 12, whenLong: 4);

    [Test]
    public void Work_CrashAtEveryOperation_KeepsWhatWasAcknowledged([Values] bool isPowerCut, [Values(1, 2, 3)] int seed)
    {
        if (seed > 1) Wanted.OnlyWhenLong("another seed");
        var visited = 0L;
        for (var number = 1L; ; number++)
        {
            var (run, disk) = (new StoreRun(seed), new SimulatedDisk());
            disk.Faults = FaultPlan.At(number, Death(isPowerCut, seed, number));
            var isDone = run.Work(disk);
            disk.Faults = null;
            Assert.That(run.Judge(disk), Is.Null, $"seed {seed}, operation {number}");
            Assert.That(run.Work(disk), "what is left can be done");
            Assert.That(run.Judge(disk), Is.Null, $"seed {seed}, operation {number}, after going on");
            Assert.That(run.AcknowledgedFacts, Is.EqualTo(run.Facts.Length));
            if (isDone) break;
            visited = number;
        }

        TestContext.Out.WriteLine($"{visited} points of failure");
        Assert.That(visited, Is.GreaterThan(100));
    }

    [Test]
    public void Work_CrashAgainAtEveryOperationOfTheRecovery_ConvergesInThreeBoots([Values] bool isPowerCut)
    {
        var (points, judgedAll) = (0, 0);
        var pointsLeft = true;
        for (var number = 1L; pointsLeft; number++)
        {
            var (run, disk) = (new StoreRun(batches: 5), new SimulatedDisk());
            disk.Faults = FaultPlan.At(number, Death(isPowerCut, 1, number));
            pointsLeft = !run.Work(disk);
            var judged = new HashSet<string>(StringComparer.Ordinal);
            for (var again = 1 + (number % PairStep); ; again += PairStep, points++)
            {
                var copy = disk.Copy();
                copy.Faults = FaultPlan.At(again, Death(again % 2 == 0, (int)number, again));
                if (Boots(copy)) break;
                copy.Faults = null;
                if (judged.Add(Content(copy))) Assert.That(run.Judge(copy), Is.Null, $"operation {number}, and {again} of the recovery"); // the same bytes are the same disk to who boots from it
            }

            judgedAll += judged.Count;
        }

        TestContext.Out.WriteLine($"{points} pairs of points, {judgedAll} different disks, {BootsMax} boots at most");
        Assert.That(points, Is.GreaterThan(2_000 / PairStep));
    }

    [TestCase("NORMAL")]
    [TestCase("OFF")]
    public void Work_WriterThatDoesNotFlushItsCommits_IsFoundOut(string synchronous)
    {
        var faults = new List<string>();
        for (var number = 1L; ; number++)
        {
            var (run, disk) = (new StoreRun { Synchronous = synchronous }, new SimulatedDisk());
            disk.Faults = FaultPlan.At(number, Death(isPowerCut: true, 1, number));
            if (run.Work(disk)) break;
            disk.Faults = null;
            try
            {
                if (run.Judge(disk) is { } fault) faults.Add(fault);
            }
            catch (InvalidDataException damaged)
            {
                faults.Add(damaged.Message);
            }
        }

        TestContext.Out.WriteLine($"{faults.Count} times, e.g. {faults.FirstOrDefault()}");
        Assert.That(faults, Is.Not.Empty);
        Assert.That(faults, Has.Some.Contains("were acknowledged"));
    }

    // Opening, reading and closing; false when the processes died on the way.
    private static bool Boots(SimulatedDisk disk)
    {
        using var mount = disk.Mount();
        try
        {
            using (var store = StoreRun.Open(mount)) _ = store.Journal.ReadAfter(0).Count();
            return mount.IsAlive;
        }
        catch (IOException) when (!mount.IsAlive)
        {
            return false;
        }
    }

    // All that the next process finds.
    private static string Content(SimulatedDisk disk)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in disk.Files)
        {
            var bytes = disk.Read(file);
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}|{bytes.Length}|"));
            hash.AppendData(bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static DiskFault Death(bool isPowerCut, int seed, long number) =>
        isPowerCut ? new DiskFault.PowerCut((int)((seed * 1_000_003) + number)) : new DiskFault.Kill();
}
