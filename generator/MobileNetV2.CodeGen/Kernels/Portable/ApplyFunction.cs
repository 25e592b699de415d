using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Kernels.Portable;

/// <summary>Functions of one float32: activations, roots, rounding.</summary>
internal sealed class ApplyFunction : KernelRule
{
    private static readonly Kernel Function = Kernel.Own("mnv2_apply_f32");
    private static readonly Kernel Curve = Kernel.Own("mnv2_apply_curve_f32");

    public override ImmutableArray<KernelForm> Forms => TensorsAndPixels;

    public override ImmutableArray<Type> Served =>
    [
        typeof(Relu), typeof(Rounding),
        .. OperatorCatalog.All.Select(d => d.OperatorType).Where(t => t.IsSubclassOf(typeof(TableOperator))),
    ];

    protected override bool Serves(KernelQuestion question) => question.Operator is TableOperator or Relu or Rounding;

    protected override bool Takes(ElementType type) => type == ElementType.Float32;

    protected override KernelAnswer Answer(KernelQuestion question)
    {
        var (op, count) = (question.Operator, question.Output.Shape.ElementCount);
        var curve = op switch
        {
            Exp or Log or Logistic or Tanh or Elu => op.Kind,
            Gelu gelu => gelu.IsApproximate ? "GELU_TANH" : "GELU",
            _ => null,
        };
        var choice = new ChoiceBuilder(question);
        ImmutableArray<KernelArgument> operands = [choice.Read(op.Input), ChoiceBuilder.Write(op.Output), new IntegerArgument(count)];
        if (curve is null)
        {
            choice.Call(
                Function,
                [new EnumeratorArgument("MNV2_FUNCTION_" + op.Kind), new FloatArgument((op as LeakyRelu)?.Alpha ?? 0), .. operands]);
        }
        else
        {
            choice.Call(Curve, [new EnumeratorArgument("MNV2_CURVE_" + curve), .. operands]);
        }

        choice.PermitOverlap(op.Input, 0);
        choice.Instructions = curve is null ? CostModel.Rescale(count) : CostModel.Softmax(count);
        return choice.Build();
    }
}
