import type { ReactNode } from 'react';
import type { ImageShape } from './block-shapes.js';
import type { Drawing } from './drawing.js';
import { PlainText, SafeLink } from './mrkdwn-text.js';

interface ImageBlockProps {
  readonly image: ImageShape;
  readonly drawing: Drawing;
}

/** An image block: from a file of the workspace it is drawn; an image on another site is only named, so that looking at the page calls nobody. */
export function ImageBlock({ image, drawing }: ImageBlockProps): ReactNode {
  const title = image.title ? <PlainText text={image.title.text} drawing={drawing} /> : null;
  const fileId = image.slack_file?.id;
  if (fileId === undefined) return <RemoteImage image={image} drawing={drawing} />;
  return <ImageFigure url={drawing.fileUrl(fileId)} alt={image.alt_text} title={title} drawing={drawing} />;
}

interface ImageFigureProps {
  readonly url: string | null;
  readonly alt: string;
  readonly title: ReactNode;
  readonly drawing: Drawing;
}

/** An image that opens large when followed. */
export function ImageFigure({ url, alt, title, drawing }: ImageFigureProps): ReactNode {
  return (
    <figure className="image">
      {title ? <figcaption>{title}</figcaption> : null}
      {url === null ? (
        <p className="image-missing">
          {drawing.words.missingImage} {alt}
        </p>
      ) : (
        <a href={url}>
          <img src={url} alt={alt} loading="lazy" decoding="async" />
          <span className="visually-hidden">({drawing.words.openImage})</span>
        </a>
      )}
    </figure>
  );
}

/** A small image beside text: an accessory, or part of a context line. */
export function SmallImage({ image, drawing, className }: ImageBlockProps & { readonly className: string }): ReactNode {
  const fileId = image.slack_file?.id;
  const url = fileId === undefined ? null : drawing.fileUrl(fileId);
  if (url === null) return <RemoteImage image={image} drawing={drawing} />;
  return (
    <a className={className} href={url}>
      <img src={url} alt={image.alt_text} />
    </a>
  );
}

function RemoteImage({ image, drawing }: ImageBlockProps): ReactNode {
  const address = image.image_url ?? image.slack_file?.url ?? '';
  return (
    <p className="image-missing">
      {drawing.words.remoteImage} <SafeLink url={address}>{image.alt_text || address}</SafeLink>
    </p>
  );
}
