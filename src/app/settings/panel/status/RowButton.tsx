// A button of one row among many. HubSpot's buttons hold a text and icons only, so what tells it from
// the same button of the other rows is read out with its icon.
import {
  Icon,
  LoadingButton,
  type IconProps,
  type LoadingButtonProps,
} from '@hubspot/ui-extensions';

export interface RowButtonProps extends LoadingButtonProps {
  readonly children: string;
  /** What the button is about, as the row names it. */
  readonly of: string;
  /** Without one, the button leads somewhere. */
  readonly icon?: IconProps['name'];
}

/** A LoadingButton that never loads is a Button. */
export const RowButton = ({ of, icon = 'right', children, ...props }: RowButtonProps) => (
  <LoadingButton size="xs" variant="secondary" {...props}>
    {children} <Icon name={icon} screenReaderText={of} />
  </LoadingButton>
);
