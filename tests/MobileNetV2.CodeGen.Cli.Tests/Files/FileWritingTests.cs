using System.Text;
using MobileNetV2.CodeGen.Cli.Files;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Files;

public sealed class FileWritingTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private string Destination => _temporary.File("report.html");

    public void Dispose() => _temporary.Dispose();

    /// <summary>Somebody who can write into the folder guesses the name of the temporary file.</summary>
    [Fact]
    public void A_planted_link_is_not_followed()
    {
        var precious = _temporary.Write("precious.txt", "theirs");
        File.CreateSymbolicLink(Destination + ".mnv2c-tmp", precious);
        File.CreateSymbolicLink(Destination, precious);

        Assert.Empty(Write("mine"));

        Assert.Equal("theirs", File.ReadAllText(precious));
        Assert.Equal("mine", File.ReadAllText(Destination));
    }

    [Fact]
    public async Task Several_at_once_leave_one_whole_file()
    {
        var texts = Enumerable.Range(0, 8).Select(i => new string((char)('a' + i), 100_000)).ToArray();

        var problems = await Task.WhenAll(texts.SelectMany(t => Enumerable.Repeat(t, 10)).Select(t => Task.Run(() => Write(t))));

        Assert.All(problems, p => Assert.Empty(p));
        Assert.Contains(File.ReadAllText(Destination), texts);
        Assert.Equal([Destination], Directory.GetFileSystemEntries(_temporary.FullPath));
    }

    [Fact]
    public void A_failure_leaves_the_old_file_and_no_litter()
    {
        Write("old");

        var diagnostic = Assert.Single(FileWriting.Write(Destination, s =>
        {
            s.Write("half"u8);
            throw new IOException("No space left on device");
        }));

        Assert.Equal("MNV7002", diagnostic.Code);
        Assert.Equal("old", File.ReadAllText(Destination));
        Assert.Equal([Destination], Directory.GetFileSystemEntries(_temporary.FullPath));
    }

    /// <summary>A description without its weights, or with another's, is worth nothing.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_that_belong_together_come_together_or_not_at_all(bool isFolder)
    {
        var weights = _temporary.File("net.safetensors");
        if (isFolder)
            Directory.CreateDirectory(weights);
        else
            File.WriteAllText(weights, "old");
        Write("old");

        var diagnostic = Assert.Single(FileWriting.Write([
            (Destination, s => s.Write("new"u8)),
            (weights, s =>
            {
                s.Write("new"u8);
                if (!isFolder)
                    throw new IOException("No space left on device");
            })
        ]));

        Assert.Equal("MNV7002", diagnostic.Code);
        Assert.Contains("net.safetensors", diagnostic.ToString(), StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(Destination));
        Assert.Equal([weights, Destination], Directory.GetFileSystemEntries(_temporary.FullPath).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void A_device_is_written_to_and_stays_a_device()
    {
        Skip.IfNot(File.Exists("/dev/null") && File.Exists("/dev/full"), "no devices of Linux");

        Assert.Empty(FileWriting.Write("/dev/null", s => s.Write("x"u8)));
        Assert.Equal("MNV7002", Assert.Single(FileWriting.Write("/dev/full", s => s.Write("x"u8))).Code);
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [SkippableFact]
    public async Task A_pipe_is_written_to()
    {
        Tool.Run(_temporary.FullPath, "mkfifo", "pipe.html");
        var reader = Task.Run(() => File.ReadAllText(_temporary.File("pipe.html")));

        Assert.Empty(FileWriting.Write(_temporary.File("pipe.html"), s => s.Write("through"u8)));

        Assert.Equal("through", await reader.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private System.Collections.Immutable.ImmutableArray<CodeGen.Diagnostics.Diagnostic> Write(string text) =>
        FileWriting.Write(Destination, s => s.Write(Encoding.UTF8.GetBytes(text)));
}
