using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>A source of attributes by name. A mistake is reported there and gives a harmless value.</summary>
internal interface IAttributeReader
{
    int Integer(string name, int? fallback, int min, int max);

    ImmutableArray<int> Integers(string name, int min, int max);

    float Real(string name, float fallback);

    bool Flag(string name);

    /// <summary>1x1 when absent.</summary>
    Size2D Size(string name);

    /// <param name="window">The attribute that gives the window; null when it is the filter, the second input.</param>
    Padding2D Padding(string name, string? window, Size2D stride, Size2D dilation);

    Activation Activation(string name);

    ScaleProduct ScaleProduct(string name);

    CameraFormat CameraFormat(string name);
}
