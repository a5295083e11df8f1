using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Storage.Checkpoints;
using TradingDaemon.Storage.Files;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Checkpoints;

public sealed class CheckpointFilesTests
{
    private ScratchDirectory _scratch = null!;
    private CheckpointFiles _files = null!;
    private long _lastSequence;

    [SetUp]
    public void Begin()
    {
        _scratch = new ScratchDirectory();
        _lastSequence = 1_000_000;
        _files = new CheckpointFiles(MachineDisk.Instance, _scratch.Path, 3, () => _lastSequence);
    }

    [TearDown]
    public void End() => _scratch.Dispose();

    [Test]
    public void ReadNewest_AfterWrite_IsTheSameToTheLastDigit([Range(1, 30)] int seed)
    {
        var state = new FactSource(seed).State(seed);
        _files.Write(state, SetClock.Noon.AddTicks(seed));
        var read = _files.ReadNewest(out var damaged)!.Value;
        Assert.Multiple(() =>
        {
            Assert.That(damaged, Is.Empty);
            Assert.That(read.At, Is.EqualTo(SetClock.Noon.AddTicks(seed)));
            Assert.That(Json(read.State), Is.EqualTo(Json(state)), $"seed {seed}");
            Assert.That(read.State.OpenOrders, Is.EqualTo(state.OpenOrders), $"seed {seed}");
            Assert.That(read.State.Positions.Select(static position => position.NetBase), Is.EqualTo(state.Positions.Select(static position => position.NetBase)));
            Assert.That(read.State.FillsAboveCursor["simulated"], Is.EqualTo(state.FillsAboveCursor["simulated"]));
        });
    }

    [Test]
    public void ReadNewest_StateOfANewStore_IsTheSame()
    {
        _files.Write(new AccountState(), SetClock.Noon);
        Assert.That(Json(_files.ReadNewest(out _)!.Value.State), Is.EqualTo(Json(new AccountState())));
    }

    [Test]
    public void ReadNewest_NoFiles_IsNone()
    {
        File.WriteAllText(Path.Combine(_scratch.Path, "checkpoint-x.json"), "somebody's note");
        Assert.That(_files.ReadNewest(out var damaged), Is.Null);
        Assert.That(damaged, Is.Empty);
    }

    [Test]
    public void Write_Many_KeepsTheNewestThree()
    {
        foreach (var sequence in (long[])[8, 9, 10, 11, 11, 100]) _files.Write(new FactSource(1).State(sequence), SetClock.Noon);
        File.WriteAllText(Path.Combine(_scratch.Path, "checkpoint-7.json.draft"), "of a killed process");
        _files.Write(new FactSource(1).State(101), SetClock.Noon);
        Assert.Multiple(() =>
        {
            Assert.That(Directory.GetFiles(_scratch.Path).Select(Path.GetFileName), Is.EquivalentTo((string[])["checkpoint-11.json", "checkpoint-100.json", "checkpoint-101.json"]));
            Assert.That(_files.ReadNewest(out _)!.Value.State.Sequence, Is.EqualTo(101));
        });
    }

    [Test]
    public void ReadNewest_AnyByteChanged_NeverAcceptsIt()
    {
        const int seed = 61;
        var random = new Random(seed);
        _files.Write(new FactSource(seed).State(10), SetClock.Noon);
        _files.Write(new FactSource(seed + 1).State(20), SetClock.Noon);
        var path = Path.Combine(_scratch.Path, "checkpoint-20.json");
        var whole = File.ReadAllBytes(path);
        for (var round = 0; round < 200; round++)
        {
            var bytes = whole.ToArray();
            // The last eighty bytes, the trailer, get a share of their own: there a careless reader would be lenient.
            var at = round < 40 ? bytes.Length - 1 - (round * 2) : random.Next(bytes.Length);
            bytes[at] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(path, bytes);
            var read = _files.ReadNewest(out var damaged)!.Value;
            Assert.That(read.State.Sequence, Is.EqualTo(10), $"seed {seed}, round {round}, byte {at}");
            Assert.That(damaged.Single(), Does.Contain(path).And.Contain("is not used"), $"seed {seed}, round {round}");
        }
    }

    [Test]
    public void ReadNewest_FileCutOrLengthened_NeverAcceptsIt()
    {
        _files.Write(new FactSource(62).State(20), SetClock.Noon);
        var path = Path.Combine(_scratch.Path, "checkpoint-20.json");
        var whole = File.ReadAllBytes(path);
        byte[][] torn = [[], whole[..10], whole[..^1], whole[..(whole.Length / 2)], [.. whole, (byte)'\n'], [.. whole, .. whole], new byte[whole.Length]];
        foreach (var bytes in torn)
        {
            File.WriteAllBytes(path, bytes);
            Assert.That(_files.ReadNewest(out var damaged), Is.Null);
            Assert.That(damaged, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void ReadNewest_AllDamaged_TellsOfEachNewestFirst()
    {
        foreach (var sequence in (long[])[9, 10, 11]) File.WriteAllText(Path.Combine(_scratch.Path, $"checkpoint-{sequence}.json"), "");
        Assert.That(_files.ReadNewest(out var damaged), Is.Null);
        Assert.That(damaged.Select(static line => line.Split("checkpoint-")[1].Split('.')[0]), Is.EqualTo((string[])["11", "10", "9"]));
    }

    [Test]
    public void ReadNewest_FileUnderAnotherName_IsNotUsed()
    {
        _files.Write(new FactSource(63).State(20), SetClock.Noon);
        File.Move(Path.Combine(_scratch.Path, "checkpoint-20.json"), Path.Combine(_scratch.Path, "checkpoint-21.json"));
        Assert.That(_files.ReadNewest(out var damaged), Is.Null);
        Assert.That(damaged.Single(), Does.Contain("state of fact 20"));
    }

    [Test]
    public void ReadNewest_AheadOfTheJournal_FallsBack()
    {
        _files.Write(new FactSource(64).State(20), SetClock.Noon);
        _files.Write(new FactSource(64).State(30), SetClock.Noon);
        _lastSequence = 29;
        Assert.That(_files.ReadNewest(out var damaged)!.Value.State.Sequence, Is.EqualTo(20));
        Assert.That(damaged.Single(), Does.Contain("ahead of the journal, which ends at fact 29"));
    }

    [TestCase("trading-daemon checkpoint 2 5\n{}\n", "format")]
    [TestCase("trading-daemon checkpoint 1 x\n{}\n", "format")]
    [TestCase("trading-daemon checkpoint 1 -5\n{}\n", "format")]
    [TestCase("trading-daemon checkpoint 1 9223372036854775807\n{}\n", "format")]
    [TestCase("trading-daemon checkpoint 1 5\n{}\n{}\n", "format")]
    [TestCase("trading-daemon checkpoint 1 5\nnull\n", "null")]
    [TestCase("trading-daemon checkpoint 1 5\n{\"sequence\":\"x\"}\n", "cannot be read")]
    [TestCase("trading-daemon checkpoint 1 5\n{\"novelty\":1}\n", "cannot be read")]
    public void Read_SoundButNotOurs_SaysWhy(string body, string words)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);
        byte[] file = [.. bytes, .. System.Text.Encoding.ASCII.GetBytes($"sha256 {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}\n")];
        Assert.That(() => CheckpointFile.Read(file), Throws.TypeOf<InvalidDataException>().With.Message.Contains(words));
    }

    [Test]
    public void Write_DirectoryGone_SaysWhichFileAndWhatToDo()
    {
        var gone = new CheckpointFiles(MachineDisk.Instance, Path.Combine(_scratch.Path, "gone"), 3, () => 0);
        Assert.That(() => gone.Write(new AccountState(), SetClock.Noon), Throws.TypeOf<IOException>().With.Message.Contains("checkpoint-0.json").And.Message.Contains("free space"));
    }

    private static string Json(AccountState state) => JsonSerializer.Serialize(state, Spelling.AccountState);
}
