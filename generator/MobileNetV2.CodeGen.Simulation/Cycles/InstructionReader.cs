using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MobileNetV2.CodeGen.Simulation.Cycles;

/// <summary>Reads what <c>objdump</c> prints of an instruction.</summary>
internal static partial class InstructionReader
{
    private const string Conditions = "(eq|ne|cs|hs|cc|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)?";

    // The first that matches; scalar mnemonics without their width and, where it could be taken for another, without their condition.
    private static readonly ImmutableArray<(Regex Mnemonic, InstructionClass Class)> Scalars =
    [
        (Of("ldr(b|h|sb|sh|ex|exb|exh|t|bt)?" + Conditions), InstructionClass.Load),
        (Of("str(b|h|ex|exb|exh|t|bt)?" + Conditions), InstructionClass.Store),
        (Of("ldrd" + Conditions), InstructionClass.LoadDouble),
        (Of("strd" + Conditions), InstructionClass.StoreDouble),
        (Of("(ldm(ia|db|fd|ea)?|pop)" + Conditions), InstructionClass.LoadMultiple),
        (Of("(stm(ia|db|fd|ea)?|push)" + Conditions), InstructionClass.StoreMultiple),
        (Of("(bl|blx)" + Conditions), InstructionClass.BranchLink),
        (Of("(b|bx|cbz|cbnz|tbb|tbh)" + Conditions), InstructionClass.Branch),
        (Of("le|letp"), InstructionClass.LoopEnd),
        (Of("(dls|wls)(tp)?"), InstructionClass.LoopStart),
        (Of("i[te]{1,4}"), InstructionClass.IfThen),
        (Of("(mul|muls)" + Conditions), InstructionClass.Multiply),
        (Of("(mla|mls)" + Conditions), InstructionClass.MultiplyAccumulate),
        (Of("[su]mull" + Conditions), InstructionClass.LongMultiply),
        (Of("([su]mlal|umaal|smlal(bb|bt|tb|tt|d|dx)|smlsld(x)?)" + Conditions), InstructionClass.LongMultiplyAccumulate),
        (Of("(smul|smla|smlad|smlsd|smmul|smmla|smmls|smuad|smusd)[a-z]*"), InstructionClass.DspMultiply),
        (Of("[su]div" + Conditions), InstructionClass.Divide),
        (Of("([su]xt|[su]sat|pkh|bfi|bfc|[su]bfx|[su]h?(add|sub|asx|sax)|u?q(add|sub|asx|sax|dadd|dsub)|sel|usad)[a-z0-9]*"),
            InstructionClass.Media),
        (Of("(mrs|msr|dsb|dmb|isb|cps|cpsid|cpsie|bkpt|svc|udf|wfi|wfe|sev)[a-z.]*"), InstructionClass.System),
    ];

    /// <param name="operands">Without the comment behind them.</param>
    public static MachineInstruction Read(uint address, int sizeBytes, string mnemonic, string operands)
    {
        var isVector = Quad().IsMatch(operands) || VectorOnly().IsMatch(mnemonic);
        return isVector ? ReadVector(address, sizeBytes, mnemonic, operands)
            : mnemonic.StartsWith('v') ? ReadFloat(address, sizeBytes, mnemonic, operands)
            : ReadScalar(address, sizeBytes, mnemonic, operands);
    }

    private static MachineInstruction ReadScalar(uint address, int sizeBytes, string mnemonic, string operands)
    {
        var name = mnemonic.EndsWith(".w", StringComparison.Ordinal) || mnemonic.EndsWith(".n", StringComparison.Ordinal)
            ? mnemonic[..^2]
            : mnemonic;
        var kind = Scalars.FirstOrDefault(s => s.Mnemonic.IsMatch(name)) is { Mnemonic: not null } found
            ? found.Class
            : InstructionClass.Alu;
        var all = Registers(operands);
        var bracket = operands.IndexOf('[', StringComparison.Ordinal);
        var outside = bracket < 0 ? all : Registers(operands[..bracket]);
        var inside = bracket < 0 ? [] : Registers(operands[bracket..]);
        var moved = bracket >= 0 && IsMoved(operands) ? inside.FirstOrDefault() : null;
        switch (kind)
        {
            case InstructionClass.Load or InstructionClass.LoadDouble:
                return Make(kind, outside, [], inside.IsEmpty ? ["r15"] : inside) with { MovedBase = moved };
            case InstructionClass.Store or InstructionClass.StoreDouble:
                var isIndexed = kind == InstructionClass.Store && inside.Length > 1;
                return Make(isIndexed ? InstructionClass.StoreIndexed : kind, [], outside, inside) with { MovedBase = moved };
            case InstructionClass.LoadMultiple or InstructionClass.StoreMultiple:
                var list = Registers(operands[operands.IndexOf('{', StringComparison.Ordinal)..]);
                var isStack = operands.StartsWith('{');
                var pointer = isStack ? "r13" : all[0];
                return Make(kind, kind == InstructionClass.LoadMultiple ? list : [],
                    kind == InstructionClass.StoreMultiple ? list : [], [pointer], list.Length) with
                {
                    MovedBase = isStack || operands.Contains('!', StringComparison.Ordinal) ? pointer : null,
                };
            case InstructionClass.Branch or InstructionClass.BranchLink:
                var isConditional = name.StartsWith("cb", StringComparison.Ordinal) || ConditionalBranch().IsMatch(name);
                return Make(kind, [], Registers(operands.Split('<')[0]), []) with { IsConditional = isConditional };
            case InstructionClass.LoopEnd:
                return Make(kind, [], [], []) with { IsConditional = true };
            case InstructionClass.LongMultiply:
                return Make(kind, [.. all.Take(2)], [.. all.Skip(2)], []);
            case InstructionClass.LongMultiplyAccumulate:
                return Make(kind, [.. all.Take(2)], all, []);
            case InstructionClass.IfThen or InstructionClass.System or InstructionClass.LoopStart:
                return Make(kind, [], [], []);
            default:
                var isComparison = Comparison().IsMatch(name);
                return Make(kind, isComparison ? [] : [.. all.Take(1)], isComparison || all.Length < 2 ? all : [.. all.Skip(1)], []);
        }

        MachineInstruction Make(
            InstructionClass of, ImmutableArray<string> results, ImmutableArray<string> sources, ImmutableArray<string> addresses,
            int count = 1) => new(address, sizeBytes, mnemonic, of, results, sources, addresses, count);
    }

    private static MachineInstruction ReadFloat(uint address, int sizeBytes, string mnemonic, string operands)
    {
        var isMemory = FloatMemory().IsMatch(mnemonic);
        var kind = isMemory ? InstructionClass.FloatMemory
            : mnemonic.StartsWith("vdiv", StringComparison.Ordinal) || mnemonic.StartsWith("vsqrt", StringComparison.Ordinal)
                ? InstructionClass.FloatDivide
                : InstructionClass.Float;
        var core = Registers(operands);
        return new(address, sizeBytes, mnemonic, kind, isMemory ? [] : [.. core.Take(1)], isMemory ? [] : core,
            isMemory ? core : [], isMemory ? Math.Max(1, FloatCount(operands)) : 1);
    }

    private static MachineInstruction ReadVector(uint address, int sizeBytes, string mnemonic, string operands)
    {
        var bracket = operands.IndexOf('[', StringComparison.Ordinal);
        var isMemory = VectorMemory().IsMatch(mnemonic);
        if (!isMemory)
        {
            var all = Registers(operands);
            var kind = VectorPredicate().IsMatch(mnemonic) ? InstructionClass.VectorPredicate
                : mnemonic.StartsWith("vmov", StringComparison.Ordinal) && all.Any(IsCore) ? InstructionClass.VectorLane
                : all.Length > 1 && IsCore(all[0]) ? InstructionClass.VectorReduce
                : VectorProduct().IsMatch(mnemonic) ? InstructionClass.VectorMultiply
                : InstructionClass.Vector;
            var results = kind == InstructionClass.VectorPredicate ? 0
                : TwoResults().IsMatch(mnemonic) || (kind == InstructionClass.VectorLane && all.Length > 2 && IsCore(all[0])) ? 2
                : 1;
            return new(address, sizeBytes, mnemonic, kind, [.. all.Take(results)],
                Accumulates().IsMatch(mnemonic) || kind == InstructionClass.VectorPredicate ? all : [.. all.Skip(results)], [], 1);
        }

        var values = Registers(bracket < 0 ? operands : operands[..bracket]);
        var addresses = bracket < 0 ? [] : Registers(operands[bracket..]);
        var isLoad = mnemonic.StartsWith("vld", StringComparison.Ordinal);
        var isScattered = addresses.Any(a => !IsCore(a));
        return new(address, sizeBytes, mnemonic,
            isScattered ? isLoad ? InstructionClass.VectorGather : InstructionClass.VectorScatter
            : isLoad ? InstructionClass.VectorLoad : InstructionClass.VectorStore,
            isLoad ? values : [], isLoad ? [] : values, addresses, isScattered ? Elements(mnemonic) : 1)
        {
            MovedBase = IsMoved(operands) ? addresses.FirstOrDefault() : null,
        };
    }

    private static bool IsCore(string register) => register[0] == 'r';

    private static bool IsMoved(string operands) =>
        operands.Contains('!', StringComparison.Ordinal) || operands.Contains("],", StringComparison.Ordinal);

    /// <summary>Of 128 bits, by the last width that the mnemonic names: <c>vstrb.16</c> moves eight.</summary>
    private static int Elements(string mnemonic)
    {
        var bits = Regex.Match(mnemonic, "[0-9]+$");
        return bits.Success ? 128 / int.Parse(bits.ValueSpan, CultureInfo.InvariantCulture) : 4;
    }

    private static int FloatCount(string operands)
    {
        var count = 0;
        foreach (Match match in FloatRange().Matches(operands))
        {
            var first = int.Parse(match.Groups["first"].ValueSpan, CultureInfo.InvariantCulture);
            var last = match.Groups["last"].Success ? int.Parse(match.Groups["last"].ValueSpan, CultureInfo.InvariantCulture) : first;
            count += (last - first + 1) * (match.Groups["kind"].Value == "d" ? 2 : 1);
        }

        return count;
    }

    /// <summary>In the order of the text, ranges of a list written out.</summary>
    private static ImmutableArray<string> Registers(string text)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (Match match in Register().Matches(text))
        {
            var first = Number(match.Groups["first"].Value);
            var last = match.Groups["last"].Success ? Number(match.Groups["last"].Value) : first;
            var kind = match.Groups["first"].Value[0] == 'q' ? "q" : "r";
            for (var i = first; i <= last; i++)
                found.Add(kind + i.ToString(CultureInfo.InvariantCulture));
        }

        return found.ToImmutable();
    }

    private static int Number(string register) => register switch
    {
        "sl" => 10,
        "fp" => 11,
        "ip" => 12,
        "sp" => 13,
        "lr" => 14,
        "pc" => 15,
        _ => int.Parse(register.AsSpan(1), CultureInfo.InvariantCulture),
    };

    private static Regex Of(string pattern) => new($"^({pattern})$", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\b(?<first>r1?[0-9]|q[0-7]|sl|fp|ip|sp|lr|pc)\b(-(?<last>r1?[0-9]|q[0-7]|sl|fp|ip|sp|lr|pc)\b)?")]
    private static partial Regex Register();

    [GeneratedRegex(@"\bq[0-7]\b")]
    private static partial Regex Quad();

    [GeneratedRegex("^(vctp|vpst|vpt|vpnot)")]
    private static partial Regex VectorOnly();

    [GeneratedRegex("^(vctp|vpst|vpt|vpnot|vcmp)")]
    private static partial Regex VectorPredicate();

    [GeneratedRegex(@"^v(ldr|str|ld[24]|st[24])[a-z0-9]*(\.|$)")]
    private static partial Regex VectorMemory();

    [GeneratedRegex("^v(mla|mls|rmla|fma|abav|addva|addlva|sli|sri|mlad|mlal|qdmla|qrdmla|movn|qmovn|shrn|rshrn|qshrn|qrshrn|qmovun)")]
    private static partial Regex Accumulates();

    [GeneratedRegex("^v(mul|mla|mls|rmulh|mulh|q?r?dmulh|qdmull|q?r?dmla|fma|fms|cmla|cmul)")]
    private static partial Regex VectorProduct();

    [GeneratedRegex("^v(r?ml[as]ldav|addlv)")]
    private static partial Regex TwoResults();

    [GeneratedRegex("^v(ldr|str|ldm|stm|push|pop)")]
    private static partial Regex FloatMemory();

    [GeneratedRegex(@"\b(?<kind>[sd])(?<first>[0-9]+)(-[sd](?<last>[0-9]+))?")]
    private static partial Regex FloatRange();

    [GeneratedRegex("^(cmp|cmn|tst|teq)")]
    private static partial Regex Comparison();

    [GeneratedRegex("^b(l|x)?(eq|ne|cs|hs|cc|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)$")]
    private static partial Regex ConditionalBranch();
}
