using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using TradingDaemon.Operations.Alerts.Delivery;

namespace TradingDaemon.Operations.Alerts.Senders;

/// <summary>Sends notices as mail.</summary>
/// <param name="account">How it leaves, and to whom.</param>
/// <param name="daemon">Who says so.</param>
public sealed class MailSender(MailAccount account, string daemon) : IAlertSender
{
    private const int SubjectMax = 200;
    private const int PermanentMin = 500; // the server's codes from here on mean: not this one

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(AlertNotice notice, CancellationToken stopping) => Task.Run(() => TryAsync(notice, stopping), stopping); // a part of it does not give way

    private async Task<SendResult> TryAsync(AlertNotice notice, CancellationToken stopping)
    {
        using var message = Message(notice);
        using var client = new SmtpClient(account.Host, account.Port)
        {
            EnableSsl = account.StartTls,
            UseDefaultCredentials = false,
            Credentials = account is { User: { } user, Password: { } password } ? new NetworkCredential(user, password) : null,
        };
        try
        {
            await client.SendMailAsync(message, stopping).WaitAsync(stopping); // it does not hear everywhere that it should stop; disposed, it lets go
            return new SendResult.Sent();
        }
        catch (SmtpFailedRecipientsException refused)
        {
            return Judge(refused.InnerExceptions);
        }
        catch (SmtpException refused)
        {
            return IsPermanent(refused) ? new SendResult.Refused(Why(refused)) : new SendResult.TryAgain(Why(refused));
        }
        catch (Exception failure) when (failure is IOException or SocketException or AuthenticationException)
        {
            return new SendResult.TryAgain(failure.Message);
        }
    }

    private MailMessage Message(AlertNotice notice)
    {
        var message = new MailMessage { From = new MailAddress(account.From), Subject = Subject(notice), SubjectEncoding = Encoding.UTF8, Body = $"{NoticeText.Headline(notice)}\n\n{NoticeText.Body(notice)}\n", BodyEncoding = Encoding.UTF8 };
        foreach (var recipient in account.To) message.To.Add(recipient);
        message.Headers.Add("Auto-Submitted", "auto-generated"); // nobody's absence answers it
        if (notice.Severity == AlertSeverity.Critical && notice.Kind != NoticeKind.Ended) message.Priority = MailPriority.High;
        return message;
    }

    private string Subject(AlertNotice notice)
    {
        var line = $"[{daemon}] {NoticeText.Headline(notice)}: {notice.Alert.Text}";
        var shown = line.Length > SubjectMax ? line[..SubjectMax] : line;
        return string.Concat(shown.Select(static letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter)); // a line is a line
    }

    // Tried again, it would reach those who have it already a second time.
    private SendResult Judge(SmtpFailedRecipientException[] refused)
    {
        var why = string.Join("; ", refused.Select(Why));
        return refused.Length == account.To.Length && !refused.All(IsPermanent) ? new SendResult.TryAgain(why) : new SendResult.Refused(why);
    }

    private static bool IsPermanent(SmtpException refused) => (int)refused.StatusCode >= PermanentMin;

    private static string Why(SmtpException refused) =>
        refused is SmtpFailedRecipientException { FailedRecipient: { } recipient } ? $"{recipient}: {refused.Message}"
        : refused.InnerException is { } inner ? $"{refused.Message} {inner.Message}"
        : refused.Message;
}
