using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;

namespace TradingDaemon.Tests.Operations.Support;

/// <summary>A mail server on a free loopback port that speaks as much of RFC 5321 as a client needs, with STARTTLS and AUTH LOGIN or PLAIN, and keeps what it is sent.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<Mail> _mails = Channel.CreateUnbounded<Mail>();
    private readonly Task _accepting;

    public MailSink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>One mail as it came.</summary>
    internal sealed record Mail(string From, IReadOnlyList<string> To, string Data, string? User, string? Password, bool WasEncrypted)
    {
        /// <summary>The value of a header, unfolded and still encoded; null when there is none.</summary>
        public string? Header(string name) => Data.Split("\r\n\r\n")[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
            .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

        /// <summary>The text, decoded.</summary>
        public string Text
        {
            get
            {
                var body = Data[(Data.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
                return Header("Content-Transfer-Encoding") switch
                {
                    "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\r\n", "", StringComparison.Ordinal))),
                    "quoted-printable" => Encoding.UTF8.GetString(Quoted(body.Replace("=\r\n", "", StringComparison.Ordinal))),
                    _ => body,
                };
            }
        }

        private static byte[] Quoted(string text)
        {
            var bytes = new List<byte>();
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] != '=') bytes.Add((byte)text[i]);
                else
                {
                    bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                    i += 2;
                }
            }

            return [.. bytes];
        }
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it answers to a command instead of doing it, by the command's first word; <c>GREETING</c> is what it says first.</summary>
    public Dictionary<string, string> Refuses { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The command after which it says nothing any more; <c>GREETING</c> before the first.</summary>
    public string? HangsAfter { get; set; }

    /// <summary>Its certificate; null for a server without STARTTLS.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The only user and password it lets in; null lets everybody in, and offers no log-in.</summary>
    public (string User, string Password)? Account { get; set; }

    /// <summary>How many connections its clients have closed while it hung.</summary>
    public SemaphoreSlim Abandoned { get; } = new(0);

    /// <summary>Over once somebody waits for an answer that does not come.</summary>
    public TaskCompletionSource Hanging { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A certificate for 127.0.0.1 and localhost that nobody vouches for.</summary>
    public static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public async Task<Mail> NextAsync() => await _mails.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(5));

    public bool HasMail => _mails.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stopping.Dispose();
        Abandoned.Dispose();
        Certificate?.Dispose();
    }

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true) talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await new Talk(this, connection.GetStream(), _stopping.Token).RunAsync();
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // the client left, or would not have this certificate, or the test is over
        }
    }

    private sealed class Talk(MailSink sink, Stream stream, CancellationToken stopping)
    {
        private Stream _stream = stream;
        private string _from = "";
        private readonly List<string> _to = [];
        private (string User, string Password)? _account;

        public async Task RunAsync()
        {
            if (!await SayAsync("GREETING", "220 sink ready")) return;
            while (await LineAsync() is { } line)
            {
                var word = line.Split(' ')[0].ToUpperInvariant();
                if (!await (word switch
                {
                    "EHLO" or "HELO" => SayAsync(word, Abilities()),
                    "STARTTLS" => EncryptAsync(),
                    "AUTH" => LogInAsync(line.Split(' ')),
                    "MAIL" => TakeAsync(word, () => _from = Mailbox(line)),
                    "RCPT" => TakeAsync(word, () => _to.Add(Mailbox(line))),
                    "DATA" => DataAsync(),
                    "RSET" or "NOOP" => SayAsync(word, "250 ok"),
                    "QUIT" => ByeAsync(),
                    _ => SayAsync(word, "502 not here"),
                })) return;
            }
        }

        private string Abilities() => "250-sink\r\n" + (sink.Certificate is not null && _stream is not SslStream ? "250-STARTTLS\r\n" : "") + (sink.Account is not null ? "250-AUTH LOGIN PLAIN\r\n" : "") + "250 8BITMIME";

        private async Task<bool> EncryptAsync()
        {
            if (sink.Certificate is null) return await SayAsync("STARTTLS", "502 no certificate");
            if (!await SayAsync("STARTTLS", "220 go on")) return false;
            var encrypted = new SslStream(_stream);
            await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = sink.Certificate }, stopping);
            _stream = encrypted;
            return true;
        }

        private async Task<bool> LogInAsync(string[] words)
        {
            string user, password;
            if (words[1] == "PLAIN")
            {
                var parts = Decoded(words.Length > 2 ? words[2] : await AskAsync("334 ")).Split('\0');
                (user, password) = (parts[1], parts[2]);
            }
            else
            {
                user = Decoded(words.Length > 2 ? words[2] : await AskAsync("334 VXNlcm5hbWU6"));
                password = Decoded(await AskAsync("334 UGFzc3dvcmQ6"));
            }

            _account = (user, password);
            return await SayAsync("AUTH", _account == sink.Account ? "235 welcome" : "535 5.7.8 who are you");
        }

        private async Task<bool> TakeAsync(string word, Action take)
        {
            if (sink.Account is not null && _account != sink.Account) return await SayAsync(word, "530 5.7.0 log in first");
            if (!sink.Refuses.ContainsKey(word)) take();
            return await SayAsync(word, "250 ok");
        }

        private async Task<bool> DataAsync()
        {
            if (sink.Refuses.ContainsKey("DATA")) return await SayAsync("DATA", "");
            if (!await SayAsync("DATA", "354 go on")) return false;
            var data = new StringBuilder();
            while (await LineAsync() is { } line && line != ".") data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            sink._mails.Writer.TryWrite(new Mail(_from, [.. _to], data.ToString(), _account?.User, _account?.Password, _stream is SslStream));
            _to.Clear();
            return await SayAsync("END", "250 taken");
        }

        private async Task<bool> ByeAsync()
        {
            await SayAsync("QUIT", "221 bye");
            return false;
        }

        private async Task<bool> SayAsync(string word, string answer)
        {
            if (sink.HangsAfter == word)
            {
                sink.Hanging.TrySetResult();
                var one = new byte[1];
                while (await _stream.ReadAsync(one, stopping) > 0)
                {
                    // whatever it still says
                }

                sink.Abandoned.Release();
                return false;
            }

            await _stream.WriteAsync(Encoding.ASCII.GetBytes(sink.Refuses.GetValueOrDefault(word, answer) + "\r\n"), stopping);
            return true;
        }

        private async Task<string> AskAsync(string question)
        {
            await _stream.WriteAsync(Encoding.ASCII.GetBytes(question + "\r\n"), stopping);
            return await LineAsync() ?? throw new IOException("It left.");
        }

        private async Task<string?> LineAsync()
        {
            var line = new List<byte>();
            var one = new byte[1];
            while (await _stream.ReadAsync(one, stopping) > 0)
            {
                if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                line.Add(one[0]);
            }

            return null;
        }

        private static string Mailbox(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

        private static string Decoded(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
    }
}
