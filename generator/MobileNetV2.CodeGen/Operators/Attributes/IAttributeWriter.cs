using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>A form in which attributes are kept; the counterpart of <see cref="IAttributeReader"/>.
/// It gets only what is no default.</summary>
internal interface IAttributeWriter
{
    void Integer(string name, int value);

    void Integers(string name, ImmutableArray<int> values);

    void Real(string name, float value);

    void Flag(string name);

    void Size(string name, Size2D value);

    /// <param name="same">What SAME padding would be.</param>
    void Padding(string name, Padding2D value, Padding2D? same);

    void Activation(string name, Activation value);

    void ScaleProduct(string name, ScaleProduct value);

    void CameraFormat(string name, CameraFormat value);
}
