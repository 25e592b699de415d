using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Validation;

/// <summary>Attributes are in range, inputs fit each other, and the recorded output shape is what the operator gives.</summary>
internal static class ShapeRules
{
    /// <summary>False after reporting.</summary>
    public static bool Check(OperatorScope scope) => scope.Operator switch
    {
        Conv2D op => ConvolutionShapes.Check(scope, op),
        DepthwiseConv2D op => ConvolutionShapes.Check(scope, op),
        FullyConnected op => ConvolutionShapes.Check(scope, op),
        AveragePool2D op => Pool(scope, op.Window, op.Stride, op.Padding),
        MaxPool2D op => Pool(scope, op.Window, op.Stride, op.Padding),
        BinaryOperator => Broadcast(scope),
        Mean op => Reduce(scope, op),
        Reshape => SameCount(scope),
        Pad op => Padded(scope, op),
        Concatenation op => Joined(scope, op),
        Transpose op => Permuted(scope, op),
        Softmax op => HasLastDimension(scope) && Gives(scope, scope.Input().Shape.Dimensions) && HasBeta(scope, op),
        Relu or Quantize or Dequantize => Gives(scope, scope.Input().Shape.Dimensions),
        _ => throw new InvalidOperationException($"no shape rule for {scope.Operator}"),
    };

    /// <summary>Reports when the recorded output shape is another one.</summary>
    public static bool Gives(OperatorScope scope, ImmutableArray<int> dimensions) =>
        scope.Output.Shape.Dimensions.SequenceEqual(dimensions)
        || scope.Report(GraphDiagnostics.ShapeMismatch(scope.Place, scope.Output, dimensions.IsEmpty ? "scalar" : string.Join('x', dimensions)));

    public static bool HasRank(OperatorScope scope, string role, Tensor tensor, int rank) =>
        tensor.Shape.Rank == rank || scope.Report(GraphDiagnostics.Rank(scope.Place, $"{role} {tensor}", tensor.Shape.Rank, $"{rank}"));

    private static bool Pool(OperatorScope scope, Size2D window, Size2D stride, Padding2D padding)
    {
        if (!HasRank(scope, "input", scope.Input(), 4))
            return false;

        // A window that lies in the padding altogether would have no value.
        if (padding.Top >= window.Height || padding.Bottom >= window.Height || padding.Left >= window.Width || padding.Right >= window.Width)
            return scope.Report(GraphDiagnostics.Attribute(scope.Place, $"padding {padding} is not smaller than the window of {window.Height}x{window.Width}"));
        var image = scope.Input().Shape;
        return WindowShapes.Output(scope, image, window, stride, Size2D.One, padding) is var (height, width)
            && Gives(scope, [image.Batch, height, width, image.Channels]);
    }

    private static bool Broadcast(OperatorScope scope)
    {
        var (left, right) = (scope.Input().Shape, scope.Input(1).Shape);
        var rank = Math.Max(left.Rank, right.Rank);
        var dimensions = new int[rank];
        for (var i = 1; i <= rank; i++)
        {
            var (a, b) = (i <= left.Rank ? left[left.Rank - i] : 1, i <= right.Rank ? right[right.Rank - i] : 1);
            if (a != b && a != 1 && b != 1)
                return scope.Report(GraphDiagnostics.Shapes(scope.Place, $"inputs of shape {left} and {right} cannot be broadcast to each other"));
            dimensions[rank - i] = Math.Max(a, b);
        }

        return Gives(scope, [.. dimensions]);
    }

    private static bool Reduce(OperatorScope scope, Mean op)
    {
        var input = scope.Input().Shape;
        var isAscending = op.Axes.Zip(op.Axes.Skip(1)).All(pair => pair.First < pair.Second);
        if (op.Axes.IsEmpty || !isAscending || op.Axes[0] < 0 || op.Axes[^1] >= input.Rank)
            return scope.Report(GraphDiagnostics.Attribute(scope.Place, $"axes [{string.Join(", ", op.Axes)}] are not ascending axes of {input}"));
        ImmutableArray<int> kept = [.. input.Dimensions.Select((size, axis) => op.Axes.Contains(axis) ? 1 : size)];
        if (scope.Output.Shape.Dimensions.SequenceEqual(kept))
            return true;
        return Gives(scope, [.. input.Dimensions.Where((_, axis) => !op.Axes.Contains(axis))]);
    }

    private static bool SameCount(OperatorScope scope)
    {
        var (input, output) = (scope.Input(), scope.Output);
        return input.Shape.ElementCount == output.Shape.ElementCount
            || scope.Report(GraphDiagnostics.Shapes(
                scope.Place, $"the input {input.Shape} has {input.Shape.ElementCount} elements, the output {output.Shape} has {output.Shape.ElementCount}"));
    }

    private static bool Padded(OperatorScope scope, Pad op)
    {
        var input = scope.Input().Shape;
        if (op.Before.Length != input.Rank || op.After.Length != input.Rank || op.Before.Concat(op.After).Any(p => p < 0))
        {
            var paddings = $"[{string.Join(", ", op.Before)}] and [{string.Join(", ", op.After)}]";
            return scope.Report(GraphDiagnostics.Attribute(scope.Place, $"paddings {paddings} are not one non-negative number for each dimension of {input}"));
        }

        for (var axis = 0; axis < input.Rank; axis++)
        {
            if ((long)input[axis] + op.Before[axis] + op.After[axis] != scope.Output.Shape.Dimensions.ElementAtOrDefault(axis))
            {
                var given = input.Dimensions.Select((size, i) => (long)size + op.Before[i] + op.After[i]);
                return scope.Report(GraphDiagnostics.ShapeMismatch(scope.Place, scope.Output, string.Join('x', given)));
            }
        }

        return HasRank(scope, "output", scope.Output, input.Rank);
    }

    private static bool Joined(OperatorScope scope, Concatenation op)
    {
        var first = scope.Input().Shape;
        if (op.Axis < 0 || op.Axis >= first.Rank)
            return scope.Report(GraphDiagnostics.Attribute(scope.Place, $"axis {op.Axis} is outside {first}"));
        var along = 0L;
        for (var i = 0; i < scope.InputCount; i++)
        {
            var shape = scope.Input(i).Shape;
            if (shape.Rank != first.Rank || shape.Dimensions.Where((size, axis) => axis != op.Axis && size != first[axis]).Any())
                return scope.Report(GraphDiagnostics.Shapes(scope.Place, $"input {i} of shape {shape} cannot be joined to {first} along axis {op.Axis}"));
            along += shape[op.Axis];
        }

        return along > int.MaxValue
            ? scope.Report(GraphDiagnostics.Shapes(scope.Place, $"the inputs have {along} elements along axis {op.Axis}, at most {int.MaxValue} are supported"))
            : Gives(scope, first.Dimensions.SetItem(op.Axis, (int)along));
    }

    private static bool Permuted(OperatorScope scope, Transpose op)
    {
        var input = scope.Input().Shape;
        if (!op.Permutation.Order().SequenceEqual(Enumerable.Range(0, input.Rank)))
            return scope.Report(GraphDiagnostics.Attribute(scope.Place, $"[{string.Join(", ", op.Permutation)}] is not a permutation of the dimensions of {input}"));
        return Gives(scope, [.. op.Permutation.Select(axis => input[axis])]);
    }

    private static bool HasLastDimension(OperatorScope scope) =>
        scope.Input().Shape.Rank > 0 || scope.Report(GraphDiagnostics.Rank(scope.Place, $"input {scope.Input()}", 0, "at least 1"));

    private static bool HasBeta(OperatorScope scope, Softmax op) =>
        (float.IsFinite(op.Beta) && op.Beta > 0)
        || scope.Report(GraphDiagnostics.Attribute(scope.Place, $"beta is {op.Beta}, it must be finite and positive"));
}
