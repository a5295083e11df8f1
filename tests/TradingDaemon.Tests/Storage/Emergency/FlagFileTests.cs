using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Storage.Emergency;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Emergency;

public sealed class FlagFileTests
{
    private static readonly EmergencyFlag Flag = new(EmergencyState.Halted, true, new DateTimeOffset(2024, 8, 8, 12, 0, 0, TimeSpan.Zero), "api", "Prices look \"wrong\"\nand worse.");

    [Test]
    public void Read_WhatWasWritten_IsTheSame()
    {
        using var scratch = new ScratchDirectory();
        var file = new FlagFile(scratch.Path);
        Assert.That(file.Read(), Is.InstanceOf<FlagReading.Absent>());
        file.Write(Flag with { State = EmergencyState.Reducing });
        file.Write(Flag);
        Assert.That(((FlagReading.Stands)file.Read()).Flag, Is.EqualTo(Flag));
        file.Remove();
        Assert.That(file.Read(), Is.InstanceOf<FlagReading.Absent>());
    }

    [Test]
    public void Read_AnyBitFlippedOrAnyTailCutOff_IsDamaged()
    {
        using var scratch = new ScratchDirectory();
        var file = new FlagFile(scratch.Path);
        file.Write(Flag);
        var whole = File.ReadAllBytes(file.Path);
        for (var i = 0; i < whole.Length; i++)
        {
            var bytes = whole.ToArray();
            bytes[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(file.Path, bytes);
            Assert.That(file.Read(), Is.InstanceOf<FlagReading.Damaged>(), $"bit of byte {i}");
            File.WriteAllBytes(file.Path, whole[..i]);
            Assert.That(file.Read(), Is.InstanceOf<FlagReading.Damaged>(), $"cut at {i}");
        }
    }

    [TestCase(""), TestCase("halt"), TestCase("stop!\n"), TestCase("a\nb\nc\n")]
    public void Read_WhateverAPersonWrites_CountsAsDamaged(string text)
    {
        using var scratch = new ScratchDirectory();
        var file = new FlagFile(scratch.Path);
        File.WriteAllText(file.Path, text);
        Assert.That(file.Read(), Is.InstanceOf<FlagReading.Damaged>());
    }

    [Test]
    public void Read_FileThatIsADirectory_IsUnreadable()
    {
        using var scratch = new ScratchDirectory();
        var file = new FlagFile(scratch.Path);
        Directory.CreateDirectory(file.Path);
        Assert.That(file.Read(), Is.InstanceOf<FlagReading.Unreadable>());
    }

    [Test]
    public void Write_DirectoryMissing_ThrowsAndReadSaysAbsent()
    {
        var file = new FlagFile(Path.Combine(Path.GetTempPath(), "trading-daemon-no-such-directory"));
        Assert.That(() => file.Write(Flag), Throws.InstanceOf<IOException>());
        Assert.That(file.Read(), Is.InstanceOf<FlagReading.Absent>());
    }
}
