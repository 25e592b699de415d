using System.Globalization;
using System.Text.RegularExpressions;
using MobileNetV2.CodeGen.Tests.Shared;

namespace MobileNetV2.CodeGen.Tests.Repository;

/// <summary>What compiler and formatter do not look at.</summary>
public partial class SourceRulesTests
{
    private static readonly string[] SourceFolders = ["generator", "runtime-c", "tests"];

    [Fact]
    public void Every_package_with_a_version_is_used()
    {
        var projects = string.Concat(Files("*.csproj").Append(Golden.FromCheckout("Directory.Build.props"))
            .Append(Golden.FromCheckout("tests/Directory.Build.props")).Select(File.ReadAllText));
        var packages = Package().Matches(File.ReadAllText(Golden.FromCheckout("Directory.Packages.props"))).Select(m => m.Groups[1].Value);

        Assert.DoesNotContain(packages, p => !projects.Contains($"<PackageReference Include=\"{p}\"", StringComparison.Ordinal));
    }

    /// <summary><c>Sound()</c> of Outcomes.cs fails on a diagnostic that the test does not name, and gives the value.</summary>
    [Fact]
    public void Tests_take_no_value_from_an_outcome_without_looking_at_its_diagnostics() => Assert.Empty(
        from file in Files("*.cs")
        where file.Contains("/tests/", StringComparison.Ordinal) && Path.GetFileName(file) != "Outcomes.cs"
        where File.ReadAllText(file).Contains(".Value" + "!", StringComparison.Ordinal)
        select file);

    /// <summary>As .editorconfig says. What texts in three quotes hold is not wrapped.</summary>
    [Fact]
    public void Lines_of_C_sharp_end_where_the_editor_says()
    {
        var longest = Limit(".editorconfig", EditorLimit());
        Assert.Empty(Files("*.cs").SelectMany(file => LongLines(file, OutsideTexts(File.ReadAllLines(file)), longest)));
    }

    [Fact]
    public void Lines_of_C_end_where_the_formatter_says()
    {
        var longest = Limit(".clang-format", FormatterLimit());
        Assert.Empty(Files("*.c").Concat(Files("*.h")).SelectMany(file => LongLines(file, File.ReadAllLines(file).Index(), longest)));
    }

    /// <summary>MISRA C:2012, 15.6. Conditions that take several lines are left to a checker.</summary>
    [Fact]
    public void Bodies_of_C_have_braces() => Assert.Empty(
        from file in Files("*.c").Concat(Files("*.h"))
        where file.Contains("/runtime-c/", StringComparison.Ordinal)
        let lines = File.ReadAllLines(file)
        from line in lines.Index()
        where Condition().IsMatch(line.Item) && lines[line.Index + 1].Trim() != "{"
        select $"{file}:{line.Index + 1} has no braces");

    private static int Limit(string file, Regex setting) =>
        int.Parse(setting.Match(File.ReadAllText(Golden.FromCheckout(file))).Groups[1].Value, CultureInfo.InvariantCulture);

    private static IEnumerable<string> LongLines(string file, IEnumerable<(int Index, string Text)> lines, int longest) =>
        from line in lines
        where line.Text.Length > longest
        select $"{file}:{line.Index + 1} has {line.Text.Length} columns";

    private static IEnumerable<(int Index, string Text)> OutsideTexts(string[] lines)
    {
        var isInside = false;
        foreach (var (index, text) in lines.Index())
        {
            var marks = text.Split("\"\"\"").Length - 1;
            if (!isInside && marks == 0)
                yield return (index, text);
            isInside ^= marks % 2 == 1;
        }
    }

    private static IEnumerable<string> Files(string pattern) =>
        from folder in SourceFolders
        from file in Directory.GetFiles(Golden.FromCheckout(folder), pattern, SearchOption.AllDirectories)
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
            && !file.Contains("/golden/", StringComparison.Ordinal)
        select file;

    [GeneratedRegex("<PackageVersion Include=\"([^\"]+)\"")]
    private static partial Regex Package();

    /// <summary>A condition that begins and ends on one line, or an else.</summary>
    [GeneratedRegex(@"^\s+((for|if|while) \(.*\)|else)$")]
    private static partial Regex Condition();

    [GeneratedRegex(@"^\[\*\.cs\]\nmax_line_length = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex EditorLimit();

    [GeneratedRegex(@"^ColumnLimit: (\d+)$", RegexOptions.Multiline)]
    private static partial Regex FormatterLimit();
}
