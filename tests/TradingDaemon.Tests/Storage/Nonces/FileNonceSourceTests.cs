using NUnit.Framework;
using TradingDaemon.Storage.Nonces;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Nonces;

public sealed class FileNonceSourceTests
{
    private ScratchDirectory _scratch = null!;

    private string File => Path.Combine(_scratch.Path, "venue.nonce");

    [SetUp]
    public void MakeScratch() => _scratch = new ScratchDirectory();

    [TearDown]
    public void RemoveScratch() => _scratch.Dispose();

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
    public void Next_NumbersGivenOut_AreAlwaysReservedInTheFileBefore()
    {
        var source = Open(SetClock.Noon);
        for (var i = 0; i < 2_500; i++)
        {
            var next = source.Next();
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

    [Test]
    public void Next_WhereTheDirectoryIsGone_IsAnIoFault()
    {
        var source = new FileNonceSource(Path.Combine(_scratch.Path, "gone", "venue.nonce"), new SetClock(SetClock.Noon));
        Assert.That(source.Next, Throws.InstanceOf<IOException>());
        Directory.CreateDirectory(Path.Combine(_scratch.Path, "gone"));
        Assert.That(source.Next(), Is.GreaterThan(0), "When the disk takes it again, numbers go on.");
    }

    private FileNonceSource Open(DateTimeOffset now) => new(File, new SetClock(now));
}
