using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Operations.Alerts.Senders;
using TradingDaemon.Tests.Operations.Alerts.Support;

namespace TradingDaemon.Tests.Operations.Alerts.Senders;

public sealed class FileSenderTests
{
    private string _directory = "";

    [SetUp]
    public void Make() => _directory = Directory.CreateTempSubdirectory("alerts-").FullName;

    [TearDown]
    public void Remove() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task Send_Notices_AreLinesAfterEachOther()
    {
        var path = Path.Combine(_directory, "made", "alerts.jsonl");
        var sender = new FileSender(path, 1_000_000, "default/local");
        foreach (var kind in new[] { NoticeKind.Raised, NoticeKind.Ended }) Assert.That(await sender.SendAsync(Notices.Of(kind, text: "a\nb"), CancellationToken.None), Is.EqualTo(new SendResult.Sent()));
        var lines = (await File.ReadAllLinesAsync(path)).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.That(lines.Select(static line => $"{line.GetProperty("event")} {line.GetProperty("key")} {line.GetProperty("text").GetString()}"), Is.EqualTo(new[] { "raised feed:a:blind a\nb", "ended feed:a:blind a\nb" }));
    }

    [Test]
    public async Task Send_MoreThanTheFilesMayHold_DropsTheOldest()
    {
        var path = Path.Combine(_directory, "alerts.jsonl");
        var sender = new FileSender(path, 1_000, "d");
        for (var i = 0; i < 60; i++) await sender.SendAsync(Notices.Of(text: $"number {i}"), CancellationToken.None);
        var files = Directory.GetFiles(_directory).Select(static file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);
        Assert.That(files, Is.EqualTo(new[] { "alerts.jsonl", "alerts.jsonl.1", "alerts.jsonl.2", "alerts.jsonl.3", "alerts.jsonl.4" }));
        Assert.That(Directory.GetFiles(_directory).Max(static file => new FileInfo(file).Length), Is.LessThanOrEqualTo(1_000));
        var kept = new[] { ".4", ".3", ".2", ".1", "" }.SelectMany(end => File.ReadAllLines(path + end)).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()).ToList();
        Assert.That(kept, Is.EqualTo(Enumerable.Range(60 - kept.Count, kept.Count).Select(static i => $"number {i}")), "the newest, in order, none missing");
    }

    [Test]
    public async Task Send_WhereNothingCanBeWritten_MayBeTriedAgain()
    {
        var file = Path.Combine(_directory, "a-file");
        await File.WriteAllTextAsync(file, "");
        Assert.That(await new FileSender(Path.Combine(file, "alerts.jsonl"), 1_000, "d").SendAsync(Notices.Of(), CancellationToken.None), Is.InstanceOf<SendResult.TryAgain>());
    }
}
