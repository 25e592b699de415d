using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>How RESIZE_AREA shares out one axis: an input pixel is <see cref="Part"/> long, an output pixel <see cref="Step"/>.</summary>
internal readonly record struct AreaAxis(int Step, int Part)
{
    public static (AreaAxis Rows, AreaAxis Columns) Of(ITensorTable graph, ResizeArea op)
    {
        var (input, output) = (graph[op.Input].Shape, graph[op.Output].Shape);
        return (Of(input.Height, output.Height), Of(input.Width, output.Width));
    }

    /// <summary>As a window of as many input pixels as any output pixel touches.</summary>
    public SampleAxis Samples
    {
        get
        {
            var most = 0;
            for (var p = 0; p < Part; p++)
                most = Math.Max(most, ((((p + 1) * Step) - 1) / Part) - (p * Step / Part) + 1);
            return new SampleAxis(most, Step, 0, Part);
        }
    }

    /// <summary>The input pixels [First, End) that an output pixel touches.</summary>
    public (int First, int End) At(int position) => (position * Step / Part, ((((position + 1) * Step) - 1) / Part) + 1);

    /// <summary>The length that an input pixel has in common with an output pixel that touches it.</summary>
    public int Shared(int position, int pixel) =>
        Math.Min((pixel + 1) * Part, (position + 1) * Step) - Math.Max(pixel * Part, position * Step);

    private static AreaAxis Of(int input, int output)
    {
        var common = Common(input, output);
        return new AreaAxis(input / common, output / common);
    }

    private static int Common(int a, int b) => b == 0 ? a : Common(b, a % b);
}
