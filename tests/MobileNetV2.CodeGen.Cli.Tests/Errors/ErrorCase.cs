using System.Text;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Cli.Tests.Errors;

/// <summary>
/// A folder of <c>cases</c>: command lines in <c>command.txt</c>, the files that they read, and what a user then reads in
/// <c>__snapshots__/expected.txt</c>. Its name begins with the code that it provokes. A path in a command line begins with <c>./</c>.
/// </summary>
internal sealed record ErrorCase(string Name)
{
    private const string Commands = "command.txt";

    private static readonly string Root = Golden.FromCheckout("tests/MobileNetV2.CodeGen.Cli.Tests/Errors/cases");

    public static IEnumerable<ErrorCase> All =>
        Directory.GetDirectories(Root).Select(f => new ErrorCase(Path.GetFileName(f))).OrderBy(c => c.Name, StringComparer.Ordinal);

    public string Code => Name[..Name.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>Relative to the checkout.</summary>
    public string Folder => Path.GetRelativePath(Golden.FromCheckout("."), Path.Combine(Root, Name));

    /// <summary>Each command line with what it printed to the error stream and its exit code. It runs on a copy of the folder.</summary>
    public string Run()
    {
        using var copy = new TemporaryFolder();
        var inputs = Directory.GetFiles(Path.Combine(Root, Name), "*", SearchOption.AllDirectories);
        foreach (var input in inputs.Where(f => !f.Contains("__", StringComparison.Ordinal)))
            Copy(input, copy.File(Path.GetRelativePath(Path.Combine(Root, Name), input)));
        var text = new StringBuilder();
        foreach (var line in File.ReadAllLines(copy.File(Commands)))
        {
            var words = line.Split(' ');
            Assert.Equal("mnv2c", words[0]);
            var result = CliResult.Any([.. words[1..].Select(w => w.StartsWith("./", StringComparison.Ordinal) ? copy.File(w[2..]) : w)]);
            text.Append(
                $"$ {line}\n{result.Error.Replace(copy.FullPath + "/", "./", StringComparison.Ordinal)}exit code {result.ExitCode}\n");
        }

        return text.ToString();
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }
}
