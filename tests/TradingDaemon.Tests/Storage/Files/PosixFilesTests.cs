using NUnit.Framework;
using TradingDaemon.Storage.Files;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Files;

public sealed class PosixFilesTests
{
    [Test]
    public void FlushDirectory_ThatIsThere_Works()
    {
        using var scratch = new ScratchDirectory();
        Assert.That(() => PosixFiles.FlushDirectory(scratch.Path), Throws.Nothing);
    }

    [Test]
    public void FlushDirectory_ThatIsNotThere_NamesIt() =>
        Assert.That(() => PosixFiles.FlushDirectory("/no/such/place"), Throws.TypeOf<IOException>().With.Message.Contains("/no/such/place"));

    [Test]
    public void FlushDirectory_WhereFlushingIsImpossible_NamesIt() =>
        Assert.That(() => PosixFiles.FlushDirectory("/proc/self/fd/0/../../status"), Throws.TypeOf<IOException>());

    [Test]
    public void ReadLocked_FileLockedByUs_IsReadable()
    {
        using var scratch = new ScratchDirectory();
        var path = Path.Combine(scratch.Path, "x");
        using var held = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 0);
        Assert.That(PosixFiles.ReadLocked(path), Is.Empty);
        held.Write("4711\n"u8);
        Assert.That(PosixFiles.ReadLocked(path), Is.EqualTo("4711\n"));
    }
}
