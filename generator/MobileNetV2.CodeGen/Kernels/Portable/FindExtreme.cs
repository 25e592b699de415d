using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>ARG_MAX and ARG_MIN.</summary>
internal sealed class FindExtreme : KernelRule<ArgExtreme>
{
    private const string File = "mnv2_arg_max_s8.c";
    private static readonly Kernel ToInt32 = Kernel.Own("mnv2_arg_max_s8_s32", File);
    private static readonly Kernel ToInt64 = Kernel.Own("mnv2_arg_max_s8_s64", File);

    private static readonly Kernel OfFloatsToInt32 = Kernel.Own("mnv2_arg_max_f32_s32", "mnv2_arg_max_f32.c");
    private static readonly Kernel OfFloatsToInt64 = Kernel.Own("mnv2_arg_max_f32_s64", "mnv2_arg_max_f32.c");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    protected override bool Takes(ElementType type) =>
        type is ElementType.Int8 or ElementType.Float32 or ElementType.Int32 or ElementType.Int64;

    protected override KernelAnswer Answer(ArgExtreme op, KernelQuestion question)
    {
        var shape = question.Input.Shape;
        var inner = shape.Dimensions.Skip(op.Axis + 1).Aggregate(1, (product, d) => product * d);
        var (along, outputs, bytes) = (shape[op.Axis], question.Output.Shape.ElementCount, question.Output.Type.SizeBytes());
        var isFloat = question.Input.Type == ElementType.Float32;
        var choice = new ChoiceBuilder(question);
        choice.Call(
            isFloat ? bytes == sizeof(long) ? OfFloatsToInt64 : OfFloatsToInt32 : bytes == sizeof(long) ? ToInt64 : ToInt32,
            choice.Read(op.Input),
            ChoiceBuilder.Write(op.Output),
            new IntegerArgument(outputs / inner, "outer"),
            new IntegerArgument(along, "count"),
            new IntegerArgument(inner, "inner"),
            new IntegerArgument(op.IsSmallest ? 1 : 0, "smallest"));
        // A row is read completely before its result is written, and results may be wider than rows.
        if (inner == 1 && !isFloat)
            choice.PermitOverlap(op.Input, along >= bytes ? 0 : (outputs - 1) * (bytes - along));
        choice.Instructions = CostModel.Pool(question.Target, shape.ElementCount, outputs);
        return choice.Build();
    }
}
