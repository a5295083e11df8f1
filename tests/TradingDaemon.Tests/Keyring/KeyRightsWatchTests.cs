using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Keyring;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Tests.Operations.Support;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Keyring;

internal sealed class KeyRightsWatchTests
{
    [Test]
    public async Task Look_AtAKeyThatMayDoTooMuchOrTooLittle_RaisesAlertsUntilItMayNot()
    {
        using var boards = new Boards();
        var answers = new Queue<KeyRights>([new(true, true), new(false, false, "read only"), new(true, null)]);
        using var watch = new KeyRightsWatch("coins", _ => ValueTask.FromResult(answers.Dequeue()), boards.Alerts, boards.Clock);
        Assert.That(await watch.LookAsync(default), Is.EqualTo(TimeSpan.FromMinutes(15)), "the alert ends soon after the key was mended");
        Assert.That(Keys(boards), Is.EqualTo(new[] { "key:coins:withdraw" }));
        Assert.That(boards.Alerts.Recent.Single().Text, Does.StartWith("The key of coins may withdraw."));
        await watch.LookAsync(default);
        Assert.That(Keys(boards), Is.EqualTo(new[] { "key:coins:trade" }));
        Assert.That(boards.Alerts.Recent.Single().Text, Does.Contain("(read only)"));
        Assert.That(await watch.LookAsync(default), Is.EqualTo(TimeSpan.FromDays(1)));
        Assert.That(Keys(boards), Is.Empty, "what is not known is no fault");
    }

    [Test]
    public async Task Look_WithoutAnAnswer_IsTakenAgainInAMinute_WhateverWentWrong()
    {
        using var boards = new Boards();
        var failures = new Queue<Exception>([new VenueException(new VenueFault(VenueFaultKind.Retry, "503", "Down.")), new InvalidOperationException("a defect"), new VenueException(new VenueFault(VenueFaultKind.Authentication, "401", "No."))]);
        using var watch = new KeyRightsWatch("coins", _ => failures.TryDequeue(out var failure) ? throw failure : ValueTask.FromResult(new KeyRights(true, true)), boards.Alerts, boards.Clock);
        Assert.That(await watch.LookAsync(default), Is.EqualTo(TimeSpan.FromMinutes(1)));
        Assert.That(await watch.LookAsync(default), Is.EqualTo(TimeSpan.FromMinutes(1)));
        Assert.That(Keys(boards), Is.Empty);
        Assert.That(await watch.LookAsync(default), Is.EqualTo(TimeSpan.FromMinutes(15)), "refused: asking again at once makes it worse");
        Assert.That(Keys(boards), Is.Empty);
        await watch.LookAsync(default);
        Assert.That(Keys(boards), Has.Length.EqualTo(1));
    }

    private static string[] Keys(Boards boards) => [.. boards.Alerts.Recent.Select(static alert => alert.Key)];
}
