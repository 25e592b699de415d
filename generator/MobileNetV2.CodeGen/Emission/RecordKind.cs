using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Calls of one function with arguments of the same types, as records.</summary>
/// <param name="View">For the template.</param>
/// <param name="Members">Names of the members, for each argument; null for one that is the same in all calls.</param>
internal sealed record RecordKind(RecordKindView View, ImmutableArray<string?> Members)
{
    private const string Place = "uint32_t";

    public static RecordKind Of(ImmutableArray<KernelCall> calls, KernelProgram program, EmissionContext context)
    {
        var (function, arguments) = (calls[0].Kernel.Function, calls[0].Arguments);
        var members = Names(calls);
        var texts = arguments.Zip(members, (a, m) => Text(a, m, context));
        ImmutableArray<string> declarations = [.. arguments.Zip(members)
            .Where(m => m.Second is not null)
            .Select(m => Declaration(m.First is BufferArgument ? Place : CType(m.First, program), m.Second!))];
        var view = new RecordKindView(
            function,
            context.Names.RecordType(function),
            context.Names.RecordRunner(function),
            declarations,
            CLayout.Call(function, [.. texts], ");", CLayout.Indent));
        return new(view, members);
    }

    public StepRecordView Record(KernelCall call, CallViewBuilder writer) => new(
        View,
        [.. call.Arguments.Zip(Members).Where(m => m.Second is not null).SelectMany(m => writer.Member(m.First, m.Second!))]);

    /// <summary>Of an argument as the function takes it.</summary>
    public static string CType(KernelArgument argument, KernelProgram program) => argument switch
    {
        StructArgument s => s.CType,
        ConstantArgument c => $"const {program.Constants[c.Constant.Value].ReadAs.CName()} *",
        BufferArgument b => $"{CText.Pointed(b.Type, b.IsReadOnly)} *",
        IntegerArgument => "int32_t",
        RuntimeArgument r => $"const {r.CType} *",
        NullArgument => "NULL",
        _ => throw new NotSupportedException(argument.GetType().Name),
    };

    private static string Declaration(string ctype, string name) => ctype.EndsWith('*') ? ctype + name : $"{ctype} {name}";

    private static string Text(KernelArgument argument, string? member, EmissionContext context) => argument switch
    {
        StructArgument => $"&call->{member}",
        BufferArgument b => $"{context.Names.MacroPrefix}_PLACE({CText.Pointed(b.Type, b.IsReadOnly)}, call->{member})",
        IntegerArgument i when member is null => CText.Integer(i.Value),
        RuntimeArgument r when member is null => "&" + r.Name,
        NullArgument => "NULL",
        _ => $"call->{member}",
    };

    /// <summary>By what an argument is for; the last place that is written is the output.</summary>
    private static ImmutableArray<string?> Names(ImmutableArray<KernelCall> calls)
    {
        var arguments = calls[0].Arguments;
        var output = arguments.LastOrDefault(a => a is BufferArgument { IsReadOnly: false });
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = ImmutableArray.CreateBuilder<string?>();
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i] switch
            {
                StructArgument s => s.Name,
                ConstantArgument => "constants",
                BufferArgument { IsReadOnly: true } => "input",
                BufferArgument b => ReferenceEquals(b, output) ? "output" : "scratch",
                RuntimeArgument r when calls.Any(c => ((RuntimeArgument)c.Arguments[i]).Name != r.Name) => r.Field,
                IntegerArgument n when calls.Any(c => ((IntegerArgument)c.Arguments[i]).Value != n.Value) => n.Name ?? "number",
                _ => null,
            };
            if (name is not null)
                used[name] = used.GetValueOrDefault(name) + 1;
            names.Add(name is null || used[name] == 1 ? name : $"{name}_{CText.Integer(used[name])}");
        }

        return names.ToImmutable();
    }
}
