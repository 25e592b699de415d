using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Simulation.Cycles;

/// <summary>A program as <c>arm-none-eabi-objdump -h -d</c> prints it.</summary>
/// <param name="Functions">Where each begins.</param>
/// <param name="Sections">Where each begins and ends.</param>
internal sealed partial record Disassembly(
    FrozenDictionary<uint, MachineInstruction> Instructions,
    FrozenDictionary<string, uint> Functions,
    FrozenDictionary<string, (uint Begin, uint End)> Sections)
{
    public static Disassembly Parse(string text)
    {
        var instructions = new Dictionary<uint, MachineInstruction>();
        var functions = new Dictionary<string, uint>(StringComparer.Ordinal);
        var sections = new Dictionary<string, (uint, uint)>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (Line().Match(line) is { Success: true } found)
            {
                var address = Hex(found, "address");
                var bytes = found.Groups["code"].Value.Count(char.IsAsciiHexDigit) / 2;
                instructions[address] = InstructionReader.Read(
                    address, bytes, found.Groups["mnemonic"].Value, WithoutComment(found.Groups["operands"].Value));
            }
            else if (Label().Match(line) is { Success: true } label)
            {
                functions[label.Groups["name"].Value] = Hex(label, "address");
            }
            else if (Section().Match(line) is { Success: true } section)
            {
                var begin = Hex(section, "address");
                sections[section.Groups["name"].Value] = (begin, begin + Hex(section, "size"));
            }
        }

        return new(
            instructions.ToFrozenDictionary(), functions.ToFrozenDictionary(StringComparer.Ordinal),
            sections.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static uint Hex(Match match, string group) =>
        uint.Parse(match.Groups[group].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string WithoutComment(string operands) => operands.Split('@', ';')[0].Trim();

    [GeneratedRegex(@"^\s*(?<address>[0-9a-f]+):\t(?<code>[0-9a-f]{4}( [0-9a-f]{4})?)\s*\t(?<mnemonic>[a-z]\S*)\s*(?<operands>.*)$")]
    private static partial Regex Line();

    [GeneratedRegex("^(?<address>[0-9a-f]{8}) <(?<name>[^>]+)>:")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s*[0-9]+ (?<name>\.\S+)\s+(?<size>[0-9a-f]{8})\s+(?<address>[0-9a-f]{8})\s")]
    private static partial Regex Section();
}
