using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Quantization;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>Drops operators that give their input back unchanged; those that only change its shape become a RESHAPE,
/// which runs no code.</summary>
internal sealed class RemoveIdentities : IPass
{
    public string Name => "remove-identities";

    public Graph Run(Graph graph, PassContext context)
    {
        var edit = new GraphEditor(graph);
        foreach (var op in edit.Operators)
        {
            if (!MovesNothing(edit, op) || !edit.HaveSameMeaning(op.Input, op.Output))
                continue;
            if (edit[op.Input].Shape.Equals(edit[op.Output].Shape))
                edit.Bypass(op);
            else if (op is not Reshape)
                edit.Replace(new Reshape(op.Id, [op.Input], op.Outputs, op.Kind));
        }

        return edit.ToGraph();
    }

    // Given equal types, scales and zero points on both sides (checked by the caller): does the operator copy its input byte by byte?
    private static bool MovesNothing(GraphEditor edit, Operator op) => op switch
    {
        Reshape => true,
        Quantize => edit[op.Input].Type is ElementType.Int8 or ElementType.UInt8, // a multiplier of exactly 1
        Pad p => p.Before.All(n => n == 0) && p.After.All(n => n == 0),
        Transpose t => KeepsOrder(edit[t.Input].Shape, t),
        Concatenation c => c.Inputs.Length == 1,
        Mean m => m.Axes.All(a => edit[m.Input].Shape[a] == 1),
        AveragePool2D p => p.Window.IsOne && p.Stride.IsOne && p.Padding.IsZero && p.Activation == Activation.None,
        MaxPool2D p => p.Window.IsOne && p.Stride.IsOne && p.Padding.IsZero && p.Activation == Activation.None,
        Relu r => ClampsNothing(edit[r.Output], r.Activation),
        _ => false,
    };

    private static bool ClampsNothing(Tensor output, Activation activation) =>
        output.Type is ElementType.Int8 or ElementType.UInt8
        && output.Quantization is { IsPerChannel: false }
        && ActivationRange.Of(activation, output) == ActivationRange.Of(output.Type);

    // Dimensions of 1 may go anywhere.
    private static bool KeepsOrder(Shape input, Transpose transpose)
    {
        int[] moved = [.. transpose.Permutation.Where(axis => input[axis] != 1)];
        return moved.SequenceEqual(moved.Order());
    }
}
