using System.Net.Sockets;
using NUnit.Framework;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Alerts.Delivery;
using TradingDaemon.Operations.Alerts.Senders;
using TradingDaemon.Tests.Operations.Alerts.Support;
using TradingDaemon.Tests.Operations.Support;

namespace TradingDaemon.Tests.Operations.Alerts.Senders;

/// <summary>Mail to a real server on this machine.</summary>
public sealed class MailSenderTests
{
    [Test]
    public async Task Send_ANotice_IsAMailToEverybody()
    {
        await using var sink = new MailSink();
        Assert.That(await SendAsync(sink, Notices.Of(text: "Ein Kurs: 1 €\r\n.\r\nBcc: x@example.org")), Is.EqualTo(new SendResult.Sent()));
        var mail = await sink.NextAsync();
        Assert.That((mail.From, string.Join(' ', mail.To), mail.User), Is.EqualTo(("daemon@example.org", "ops@example.org desk@example.org", (string?)null)));
        Assert.That((mail.Header("Auto-Submitted"), mail.Header("X-Priority"), mail.Header("Bcc")), Is.EqualTo(("auto-generated", "1", (string?)null)));
        Assert.That(mail.Text.ReplaceLineEndings("\n"), Does.StartWith("CRITICAL feed:a:blind\n\nEin Kurs: 1 €\n.\nBcc: x@example.org\nSince 2026-03-01 12:00:00Z, raised 3 times. Yours? tradingdaemon alerts ack t7k2m9"));
    }

    [Test]
    public async Task Send_TheSubject_IsOneLineThatSaysIt()
    {
        await using var sink = new MailSink();
        await SendAsync(sink, Notices.Of(NoticeKind.Ended, text: "Feed a\nis blind. " + new string('x', 500)));
        var mail = await sink.NextAsync();
        Assert.That(mail.Header("Subject"), Does.StartWith("[default/local] ENDED feed:a:blind (was CRITICAL): Feed a is blind. xxx").And.Length.LessThan(260));
        Assert.That(mail.Header("X-Priority"), Is.Null);
    }

    [Test]
    public async Task Send_WithAPassword_LogsIn()
    {
        await using var sink = new MailSink { Account = ("daemon", "hunter2-secret") };
        Assert.That(await SendAsync(sink, Notices.Of(), user: "daemon", password: "hunter2-secret"), Is.EqualTo(new SendResult.Sent()));
        var mail = await sink.NextAsync();
        Assert.That((mail.User, mail.Password), Is.EqualTo(("daemon", "hunter2-secret")));
    }

    [Test]
    public async Task Send_AWrongPassword_IsRefusedAndNotSaid()
    {
        await using var sink = new MailSink { Account = ("daemon", "hunter2-secret") };
        var result = await SendAsync(sink, Notices.Of(), user: "daemon", password: "hunter3-secret");
        Assert.That(result, Is.InstanceOf<SendResult.Refused>());
        Assert.That(((SendResult.Refused)result).Why, Does.Not.Contain("hunter"));
        Assert.That(sink.HasMail, Is.False);
    }

    [Test]
    public async Task Send_ToAServerWithoutEncryption_SendsNothingThere()
    {
        await using var sink = new MailSink { Account = ("daemon", "hunter2-secret") };
        Assert.That(await SendAsync(sink, Notices.Of(), startTls: true, user: "daemon", password: "hunter2-secret"), Is.Not.InstanceOf<SendResult.Sent>());
        Assert.That(sink.HasMail, Is.False);
    }

    [Test]
    public async Task Send_ToAServerNobodyVouchesFor_SendsNothingThere()
    {
        await using var sink = new MailSink { Certificate = MailSink.SelfSigned(), Account = ("daemon", "hunter2-secret") };
        var result = await SendAsync(sink, Notices.Of(), startTls: true, user: "daemon", password: "hunter2-secret");
        Assert.That(result, Is.InstanceOf<SendResult.TryAgain>());
        Assert.That(((SendResult.TryAgain)result).Why, Does.Contain("certificate"));
        Assert.That(sink.HasMail, Is.False);
    }

    [TestCase("RCPT", "550 5.1.1 nobody of that name", false), TestCase("RCPT", "450 4.2.1 greylisted", true), TestCase("MAIL", "553 not you", false), TestCase("DATA", "451 4.3.0 later", true), TestCase("END", "554 5.7.1 spam", false), TestCase("GREETING", "421 4.3.2 busy", true)]
    public async Task Send_AServerThatRefuses_IsTriedAgainOnlyWhereItSaysSo(string command, string answer, bool again)
    {
        await using var sink = new MailSink();
        sink.Refuses[command] = answer;
        var result = await SendAsync(sink, Notices.Of());
        Assert.That(result, again ? Is.InstanceOf<SendResult.TryAgain>() : Is.InstanceOf<SendResult.Refused>());
    }

    [Test]
    public async Task Send_NobodyThere_MayBeTriedAgain()
    {
        var closed = new TcpListener(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        var port = ((System.Net.IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        var sender = new MailSender(new MailAccount("127.0.0.1", port, false, null, null, "daemon@example.org", ["ops@example.org"]), "d");
        Assert.That(await sender.SendAsync(Notices.Of(), CancellationToken.None), Is.InstanceOf<SendResult.TryAgain>());
    }

    /// <summary>Bad input: a server that takes the connection and says nothing more.</summary>
    [TestCase("GREETING"), TestCase("EHLO"), TestCase("RCPT"), TestCase("END")]
    public async Task Send_AHangingServer_EndsWhenToldAndLeavesNoConnection(string after)
    {
        await using var sink = new MailSink { HangsAfter = after };
        using var stopping = new CancellationTokenSource();
        var sending = SendAsync(sink, Notices.Of(), stopping: stopping.Token);
        await Task.WhenAny(sink.Hanging.Task, sending);
        await stopping.CancelAsync();
        await Assert.ThatAsync(() => sending, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await sink.Abandoned.WaitAsync(TimeSpan.FromMinutes(5)), Is.True);
    }

    private static Task<SendResult> SendAsync(MailSink sink, AlertNotice notice, bool startTls = false, string? user = null, string? password = null, CancellationToken stopping = default) =>
        new MailSender(new MailAccount("127.0.0.1", sink.Port, startTls, user, password, "daemon@example.org", ["ops@example.org", "desk@example.org"]), "default/local").SendAsync(notice, stopping);
}
