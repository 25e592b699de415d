using System.Collections.Immutable;
using MobileNetV2.CodeGen.Emission.Views;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Kernels;
using MobileNetV2.CodeGen.Lowering;
using MobileNetV2.CodeGen.Lowering.Streaming;

namespace MobileNetV2.CodeGen.Emission;

/// <summary>Turns kernel calls and their parameter structures into C text.</summary>
/// <param name="tile">What the calls compute; null when that is whole tensors.</param>
/// <param name="indent">Columns before a statement.</param>
internal sealed class CallViewBuilder(KernelProgram program, EmissionContext context, TileText? tile, int indent)
{
    /// <summary>For structures alone.</summary>
    public static CallViewBuilder At(int indent, KernelProgram program, EmissionContext context) => new(program, context, null, indent);

    /// <summary>The parameter structures of a step's calls; one that several calls share appears once.</summary>
    public ImmutableArray<StructView> Structs(LoweredStep step) => Structs(step, step.Calls);

    /// <inheritdoc cref="Structs(LoweredStep)"/>
    public ImmutableArray<StructView> Structs(LoweredStep step, ImmutableArray<KernelCall> calls)
    {
        var structs = calls.SelectMany(c => c.Arguments).OfType<StructArgument>().Select(Struct).ToArray();
        foreach (var group in structs.GroupBy(s => s.Name, StringComparer.Ordinal))
        {
            if (group.Any(s => s.CType != group.First().CType || !s.Lines.AsSpan().SequenceEqual(group.First().Lines.AsSpan())))
                throw new InvalidOperationException($"step {step.Index} has two structures called '{group.Key}'");
        }

        return [.. structs.DistinctBy(s => s.Name)];
    }

    public CallView Call(KernelCall call)
    {
        ImmutableArray<string> arguments = [.. call.Arguments.SelectMany(Texts)];
        return call.Kernel.Status switch
        {
            StatusConvention.None => new CallView(CLayout.Call(call.Kernel.Function, arguments, ");", indent), IsChecked: false),
            StatusConvention.CmsisNn => new CallView(
                CLayout.Call($"if ({call.Kernel.Function}", arguments, ") != ARM_CMSIS_NN_SUCCESS)", indent), IsChecked: true),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call.Kernel.Status, null),
        };
    }

    /// <summary>The designated initialisers of a structure.</summary>
    private ImmutableArray<string> Initialisers(StructArgument argument) =>
        [.. argument.Fields.Select(f => $".{f.Name} = {Value(f.Value)}")];

    /// <summary>Lines that initialise a member of a record. A place is its offset in the arena.</summary>
    public ImmutableArray<string> Member(KernelArgument argument, string name) => argument switch
    {
        StructArgument s => CLayout.Member(name, Initialisers(s), indent),
        ConstantArgument c => [$".{name} = {Pointer(program.Constants[c.Constant.Value])},"],
        BufferArgument b => [$".{name} = {context.Offset(program.Buffers[b.Buffer.Value], b.OffsetBytes)},"],
        IntegerArgument i => [$".{name} = {CText.Integer(i.Value)},"],
        RuntimeArgument r => [$".{name} = &{r.Name},"],
        _ => throw new NotSupportedException(argument.GetType().Name),
    };

    public bool IsKnownToLinker(StructArgument argument) => argument.Fields.All(f => IsKnownToLinker(f.Value));

    private StructView Struct(StructArgument argument) => CLayout.Struct(
        IsKnownToLinker(argument) ? "static const" : "const", argument.CType, argument.Name, Initialisers(argument));

    /// <summary>A list of addresses may break between them, like arguments.</summary>
    private IEnumerable<string> Texts(KernelArgument argument)
    {
        if (argument is not AddressesArgument list)
            return [Argument(argument)];
        var texts = list.Elements.Select(Argument).ToArray();
        texts[0] = $"(const {list.Type.CName()} *const[]){{{texts[0]}";
        texts[^1] += "}";
        return texts;
    }

    private string Argument(KernelArgument argument) => argument switch
    {
        BufferArgument b => context.Address(
            (b.IsReadOnly ? "const " : "") + b.Type.CName(), program.Buffers[b.Buffer.Value], b.OffsetBytes),
        StateArgument s => context.State((s.IsReadOnly ? "const " : "") + s.Type.CName(), s.Place.OffsetBytes + s.OffsetBytes),
        ConstantArgument c => Pointer(program.Constants[c.Constant.Value]),
        StructArgument s => "&" + s.Name,
        IntegerArgument i => CText.Integer(i.Value),
        FloatArgument f => CText.Float(f.Value),
        EnumeratorArgument e => e.Name,
        RuntimeArgument r => "&" + r.Name,
        NullArgument => "NULL",
        WindowRowsArgument => TileText.RowPointers,
        TilePixelArgument t => tile!.Place(t),
        TileArgument t => tile!.Number(t.Number),
        _ => throw new NotSupportedException(argument.GetType().Name),
    };

    private string Pointer(ConstantArray constant) => constant.ReadAs == constant.Type
        ? context.Constant(constant)
        : $"(const {constant.ReadAs.CName()} *)(const void *){context.Constant(constant)}";

    private string Value(FieldValue value) => value switch
    {
        IntegerValue i => CText.Integer(i.Value),
        FloatValue f => CText.Float(f.Value),
        NestedValue n => "{" + string.Join(", ", n.Fields.Select(f => $".{f.Name} = {Value(f.Value)}")) + "}",
        IntegerArrayValue a => "{" + string.Join(", ", a.Values.Select(CText.Integer)) + "}",
        ConstantAddressValue c => ConstantAddress(program.Constants[c.Constant.Value], c),
        BufferAddressValue b => context.Address("void", program.Buffers[b.Buffer.Value], 0),
        NullValue => "NULL",
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private string ConstantAddress(ConstantArray constant, ConstantAddressValue value) => value switch
    {
        { CastsConstAway: true } => $"MNV2_UNCONST({constant.Type.CName()} *, {context.Constant(constant)})",
        { ReadAs: { } type } => $"(const {type} *){context.Constant(constant)}",
        _ => context.Constant(constant),
    };

    private bool IsKnownToLinker(FieldValue value) => value switch
    {
        BufferAddressValue => false,
        ConstantAddressValue => context.ConstantsAreStatic,
        NestedValue n => n.Fields.All(f => IsKnownToLinker(f.Value)),
        _ => true,
    };
}
