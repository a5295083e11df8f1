namespace TradingDaemon.Configuration.Sections.Alerts;

/// <summary>How the way to a mail server is kept from others.</summary>
internal enum MailSecurity
{
    /// <summary>Encrypted before anything is said, or nothing is sent.</summary>
    StartTls,

    /// <summary>Not at all: for a server on this machine or network.</summary>
    None,
}
