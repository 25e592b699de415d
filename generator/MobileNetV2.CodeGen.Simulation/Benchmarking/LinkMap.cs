using System.Globalization;
using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Simulation.Benchmarking;

/// <summary>Bytes of a linked program by origin, from the linker's map.</summary>
/// <param name="CodeBytes">Code and constants of generated files, runtime and CMSIS-NN.</param>
/// <param name="LibraryBytes">Code and constants of the compiler's libraries.</param>
/// <param name="BssBytes">Variables of generated files, runtime and CMSIS-NN, arena excepted.</param>
internal sealed partial record LinkMap(long CodeBytes, long LibraryBytes, long BssBytes)
{
    public static LinkMap Parse(string map)
    {
        long code = 0, library = 0, bss = 0;
        // Sections before this line were discarded.
        var linked = map[map.IndexOf("Linker script and memory map", StringComparison.Ordinal)..];
        foreach (Match match in InputSection().Matches(linked))
        {
            var bytes = long.Parse(match.Groups["bytes"].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            var section = match.Groups["section"].Value;
            var file = match.Groups["file"].Value;
            var isOurs = file.StartsWith("model/", StringComparison.Ordinal) || file.Contains("libcmsis-nn.a", StringComparison.Ordinal);
            var isLibrary = file.Contains("libgcc.a", StringComparison.Ordinal) || file.Contains("libc_nano.a", StringComparison.Ordinal);
            var isCode = section.StartsWith(".text", StringComparison.Ordinal) || section.StartsWith(".rodata", StringComparison.Ordinal)
                || section.StartsWith(".ARM.ex", StringComparison.Ordinal);
            var isVariable = section.StartsWith(".bss", StringComparison.Ordinal) || section.StartsWith(".data", StringComparison.Ordinal)
                || section == "COMMON";
            code += isOurs && isCode ? bytes : 0;
            bss += isOurs && isVariable ? bytes : 0;
            library += isLibrary && isCode ? bytes : 0;
        }

        return new(code, library, bss);
    }

    /// <summary>A long section name stands on a line of its own.</summary>
    [GeneratedRegex(@"^ (?<section>[.A-Z][^\s]*)\s+0x[0-9a-f]+\s+0x(?<bytes>[0-9a-f]+) (?<file>\S.*)$", RegexOptions.Multiline)]
    private static partial Regex InputSection();
}
