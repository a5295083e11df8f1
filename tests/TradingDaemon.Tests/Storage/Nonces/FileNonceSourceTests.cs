using NUnit.Framework;
using TradingDaemon.Storage.Nonces;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Nonces;

public sealed class FileNonceSourceTests
{
    private readonly List<FileNonceSource> _opened = [];
    private ScratchDirectory _scratch = null!;

    private string File => Path.Combine(_scratch.Path, "venue.nonce");

    [SetUp]
    public void MakeScratch() => _scratch = new ScratchDirectory();

    [TearDown]
    public void RemoveScratch()
    {
        foreach (var source in _opened) source.Reserving.Wait(); // else it writes into what is being removed
        _opened.Clear();
        _scratch.Dispose();
    }

    [Test]
    public void Next_ManyBlocksLong_OnlyRises()
    {
        var source = Open(SetClock.Noon);
        var last = 0L;
        for (var i = 0; i < FileNonceSource.BlockSize * 3 + 7; i++)
        {
            var next = source.Next();
            Assert.That(next, Is.GreaterThan(last));
            last = next;
        }
    }

    [Test]
    public void Next_AfterEachOfManyKills_NeverRepeats()
    {
        // Nothing is closed or flushed when a process is killed; what counts is what the file says at that moment.
        var last = 0L;
        for (var kill = 0; kill < 50; kill++)
        {
            var source = Open(SetClock.Noon);
            for (var i = 0; i <= kill * 41; i++)
            {
                var next = source.Next();
                Assert.That(next, Is.GreaterThan(last));
                last = next;
            }

            source.Reserving.Wait(); // a killed process writes nothing later
        }
    }

    [Test]
    public void Next_AfterTheClockWasSetBackAnHour_StillRises()
    {
        var before = Open(SetClock.Noon).Next();
        Assert.That(Open(SetClock.Noon.AddHours(-1)).Next(), Is.GreaterThan(before));
    }

    [Test]
    public void Next_AfterTheFileWasLost_GoesOnFromTheClock()
    {
        var before = Open(SetClock.Noon).Next();
        System.IO.File.Delete(File);
        Assert.That(Open(SetClock.Noon.AddSeconds(1)).Next(), Is.GreaterThan(before));
    }

    [Test]
    public void Next_Of64Callers_IsNeverGivenTwice()
    {
        var source = Open(SetClock.Noon);
        var given = new long[64][];
        var callers = Enumerable.Range(0, 64).Select(caller => new Thread(() => given[caller] = [.. Enumerable.Range(0, 500).Select(_ => source.Next())])).ToList();
        callers.ForEach(static caller => caller.Start());
        callers.ForEach(static caller => caller.Join());
        Assert.Multiple(() =>
        {
            Assert.That(given.SelectMany(static numbers => numbers).Distinct().Count(), Is.EqualTo(64 * 500));
            Assert.That(given, Has.All.Ordered.Ascending, "Each caller sees its own numbers rise.");
        });
    }

    [Test]
    public void Next_NumbersGivenOut_AreReservedInTheFileBefore_WhereTheDiskKeepsUp()
    {
        var source = Open(SetClock.Noon);
        for (var i = 0; i < 2_500; i++)
        {
            var next = source.Next();
            source.Reserving.Wait();
            var kept = long.Parse(System.IO.File.ReadLines(File).First().Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
            Assert.That(kept, Is.GreaterThanOrEqualTo(next));
        }
    }

    [Test]
    public void Open_OfAFileWithAnyByteChanged_SaysSo()
    {
        Open(SetClock.Noon).Next();
        var whole = System.IO.File.ReadAllBytes(File);
        for (var at = 0; at < whole.Length; at++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[at] ^= 1;
            System.IO.File.WriteAllBytes(File, bytes);
            Assert.That(() => Open(SetClock.Noon), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("Delete it"), $"byte {at}");
        }
    }

    /// <summary>Bug: on a full disk nothing signed could leave once a block of numbers was used up, cancels and the emergency stop's included.</summary>
    [Test]
    public void Next_WhereTheDiskRefuses_GoesOnInMemory_AndSaysSoUntilItTakesThemAgain()
    {
        var directory = Directory.CreateDirectory(Path.Combine(_scratch.Path, "disk")).FullName;
        var clock = new Venues.Support.TimerClock();
        var told = new List<string?>();
        var source = new FileNonceSource(Path.Combine(directory, "venue.nonce"), clock) { OnRefused = told.Add };
        Directory.Delete(directory, recursive: true); // stands for a full disk: the draft cannot be made
        var last = 0L;
        for (var i = 0; i < 5_000; i++)
        {
            var next = source.Next();
            Assert.That(next, Is.GreaterThan(last));
            last = next;
            source.Reserving.Wait();
        }

        Assert.That(told, Has.Count.EqualTo(1), "tried once a second, however much is asked");
        Assert.That(told[0], Does.Contain("venue.nonce"));
        Directory.CreateDirectory(directory);
        clock.Advance(TimeSpan.FromSeconds(1));
        source.Next();
        source.Reserving.Wait();
        Assert.That(told, Has.Count.EqualTo(2));
        Assert.That(told[^1], Is.Null);
    }

    [Test]
    public void OnRefused_SetAfterTheRefusal_IsToldOfIt()
    {
        var source = new FileNonceSource(Path.Combine(_scratch.Path, "gone", "venue.nonce"), new SetClock(SetClock.Noon));
        var told = new List<string?>();
        source.OnRefused = told.Add;
        Assert.That(told.Single(), Does.Contain("venue.nonce"));
        Assert.That(source.Next(), Is.GreaterThan(0));
    }

    /// <summary>What was given while the disk refused is in no file: the next start must begin above it all the same, wherever the clock went.</summary>
    [Test]
    public void Next_AfterAStartThatFollowsARefusingDisk_RisesOverAnyClockStep([Values(-86_400, -3_600, -1, 0, 3_600)] int stepSeconds, [Values(0, -3_600, 3_600)] int stepBefore)
    {
        const int GivenInMemory = 100_000;
        var now = SetClock.Noon;
        Open(now).Reserving.Wait();
        now = now.AddSeconds(stepBefore);
        var source = Open(now);
        using (System.IO.File.Open(File + ".draft", FileMode.Create, FileAccess.Write, FileShare.None)) // nobody else may write it: the disk refuses
        {
            for (var i = 0; i < GivenInMemory; i++) source.Next();
            source.Reserving.Wait();
        }

        var last = source.Next();
        Assert.That(Open(now.AddSeconds(stepSeconds)).Next(), Is.GreaterThan(last));
    }

    private FileNonceSource Open(DateTimeOffset now)
    {
        var source = new FileNonceSource(File, new SetClock(now));
        _opened.Add(source);
        return source;
    }
}
